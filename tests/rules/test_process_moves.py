"""Running a process by its table."""

from __future__ import annotations

import json
from timeit import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.refusal import Refused
from motcua.rules.process_model import Process
from motcua.rules.process_moves import (
    Marking,
    Progress,
    complete_step,
    leads_straight,
    send_back,
    start_process,
)
from motcua.rules.process_table import ProcessTable, compile_process
from tests.rules.drawings import NaiveGame, draw, sound_processes

FORK = "start -> p1; p1 -> a -> p2; p1 -> b -> p2; p2 -> c -> end"
CHOICE = "start -> a -> x; x -approve-> b -> end; x -refuse-> end_refused; x -needs_more-> a"


def play(table: ProcessTable, *moves: str) -> Progress:
    """Completes the steps named, `a` or `a=approve`, one after the other."""
    progress = start_process(table)
    for move in moves:
        step, _, outcome = move.partition("=")
        after = complete_step(table, progress.marking, step, outcome or "done")
        assert isinstance(after, Progress), str(after)
        progress = after
    return progress


def test_starting_opens_the_first_steps() -> None:
    progress = start_process(compile_process(draw(FORK)))
    assert progress.opened == ("a", "b")
    assert progress.marking == Marking(open=("a", "b"))
    assert progress.ended is None


def test_a_join_holds_the_quicker_branch_until_the_slower_one_is_there() -> None:
    table = compile_process(draw(FORK))
    waiting = play(table, "b")
    assert (waiting.opened, waiting.marking.open) == ((), ("a",))
    assert waiting.marking.waiting == (("p2", "f5"),)
    assert play(table, "b", "a").opened == ("c",)
    assert play(table, "b", "a").marking == play(table, "a", "b").marking == Marking(open=("c",))


def test_the_last_step_ends_the_process_with_its_result() -> None:
    progress = play(compile_process(draw(CHOICE)), "a=approve", "b")
    assert (progress.ended, progress.is_over, progress.marking) == ("granted", True, Marking())
    assert play(compile_process(draw(CHOICE)), "a=refuse").ended == "refused"


def test_an_outcome_may_lead_back() -> None:
    progress = play(compile_process(draw(CHOICE)), "a=needs_more", "a=needs_more")
    assert progress.marking == Marking(open=("a",))


def test_the_outcome_that_counts_at_a_gateway_behind_a_join_is_the_last_one() -> None:
    table = compile_process(
        draw("start -> p1; p1 -> a -> p2; p1 -> b -> p2; p2 -> x; x -approve-> end; x -refuse-> end_refused")
    )
    assert play(table, "a=refuse", "b=approve").ended == "granted"
    assert play(table, "b=approve", "a=refuse").ended == "refused"


def test_a_step_that_is_not_open_is_refused() -> None:
    table = compile_process(draw(FORK))
    for step, code in (("c", "step_not_open"), ("nowhere", "unknown_step")):
        answer = complete_step(table, start_process(table).marking, step)
        assert isinstance(answer, Refused)
        assert answer.code == code
        assert "%" not in str(answer)


@pytest.mark.parametrize("outcome", ["done", "maybe", ""])
def test_an_outcome_the_next_gateway_does_not_know_is_refused_with_those_it_does(outcome: str) -> None:
    table = compile_process(draw(CHOICE))
    answer = complete_step(table, start_process(table).marking, "a", outcome)
    assert isinstance(answer, Refused)
    assert answer.code == "unknown_outcome"
    assert "approve, refuse, needs_more" in str(answer)


def test_a_step_is_sent_back_to_the_one_that_led_straight_to_it() -> None:
    table = compile_process(draw(CHOICE))
    back = send_back(table, play(table, "a=approve").marking, "b", "a")
    assert isinstance(back, Progress)
    assert (back.marking, back.opened, back.ended) == (Marking(open=("a",)), ("a",), None)


def test_no_step_is_sent_back_over_a_fork_a_join_or_past_its_neighbour() -> None:
    chain = compile_process(draw("start -> a -> b -> c -> end"))
    fork = compile_process(draw("start -> a -> p1; p1 -> b -> p2; p1 -> c -> p2; p2 -> d -> end"))
    for table, marking, step, to in (
        (chain, play(chain, "a", "b").marking, "c", "a"),
        (chain, play(chain, "a", "b").marking, "c", "nowhere"),
        (fork, play(fork, "a").marking, "b", "a"),
        (fork, play(fork, "a", "b", "c").marking, "d", "c"),
    ):
        answer = send_back(table, marking, step, to)
        assert isinstance(answer, Refused)
        assert answer.code == "no_way_back"


def test_only_an_open_step_is_sent_back() -> None:
    table = compile_process(draw("start -> a -> b -> end"))
    answer = send_back(table, start_process(table).marking, "b", "a")
    assert isinstance(answer, Refused)
    assert answer.code == "step_not_open"


@given(sound_processes, st.data())
def test_sending_back_leads_only_where_the_process_could_have_been_anyway(
    process: Process, data: st.DataObject
) -> None:
    table = compile_process(process)
    reachable = every_marking(table)
    marking = data.draw(st.sampled_from(sorted(reachable, key=str)))
    for step in marking.open:
        for to in table.steps:
            back = send_back(table, marking, step, to)
            assert isinstance(back, Progress) == leads_straight(table, to, step)
            assert isinstance(back, Refused) or back.marking in reachable


def every_marking(table: ProcessTable) -> set[Marking]:
    """Every marking that the process can have, found by trying."""
    found, edge = set[Marking](), [start_process(table).marking]
    while edge:
        here = edge.pop()
        if here in found:
            continue
        found.add(here)
        for step in here.open:
            for outcome in table.steps[step].outcomes:
                after = complete_step(table, here, step, outcome)
                assert isinstance(after, Progress)
                edge.append(after.marking)
    return found


def test_a_marking_is_kept_as_plain_json() -> None:
    marking = play(compile_process(draw(FORK)), "a").marking
    assert Marking.from_json(json.loads(json.dumps(marking.to_json()))) == marking


def test_a_process_without_steps_is_over_at_once() -> None:
    assert start_process(compile_process(draw("start -> end"))).ended == "granted"


def test_tokens_left_over_keep_a_process_from_ending() -> None:
    progress = play(compile_process(draw("start -> p1; p1 -> a -> end; p1 -> b -> end_refused")), "a")
    assert (progress.ended, progress.ends, progress.marking.open) == (None, ("end",), ("b",))


@given(sound_processes, st.data())
def test_a_random_process_runs_to_its_end_as_the_naive_token_game_does(
    process: Process, data: st.DataObject
) -> None:
    table, game = compile_process(process), NaiveGame(process)
    progress: Progress | Refused = start_process(table)
    game.start()
    for _ in range(60):
        assert isinstance(progress, Progress)
        assert Marking(tuple(sorted((+game.active).elements()))).open == progress.marking.open
        assert {flow for _, flow in progress.marking.waiting} == set(+game.tokens)
        assert progress.is_over == game.is_over()
        if progress.is_over:
            assert progress.ended == "granted"
            assert progress.marking == Marking()
            return
        step = data.draw(st.sampled_from(progress.marking.open))
        outcome = data.draw(st.sampled_from(table.steps[step].outcomes))
        progress = complete_step(table, progress.marking, step, outcome)
        game.complete(step, outcome)


def test_a_move_costs_less_than_a_fiftieth_of_a_millisecond() -> None:
    table = compile_process(draw(FORK))
    marking = start_process(table).marking
    seconds = min(repeat(lambda: complete_step(table, marking, "a"), number=1000, repeat=5)) / 1000
    assert seconds < 0.000_02
