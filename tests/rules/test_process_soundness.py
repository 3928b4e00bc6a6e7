"""What keeps a process from being approved, each with its counter-example."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import event, given, settings

from motcua.rules.process_model import End, Exclusive, Flow, Lane, Problem, Process
from motcua.rules.process_soundness import check_soundness
from tests.rules.drawings import bent_processes, draw, naive_is_sound, sound_processes

SOUND = [
    "start -> a -> end",
    "start -> a -> b -> c -> end",
    "start -> a -> x; x -approve-> b -> end; x -else-> end_refused",
    "start -> a -> x; x -approve-> b -> end; x -refuse-> end_refused; x -needs_more-> a",
    "start -> p1; p1 -> a -> p2; p1 -> b -> p2; p2 -> c -> end",
    "start -> a -> x1; x1 -approve-> b -> x2; x1 -refuse-> c -> x2; x2 -> d -> end",
    "start -> a -> b -> x; x -else-> a; x -approve-> end",
    "start -> a; a -> b -> p2; a -> c -> p2; p2 -> end",
    "start -> end",
]


def found(text: str) -> dict[str, Problem]:
    return {problem.code: problem for problem in reversed(check_soundness(draw(text)))}


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_process_has_no_problem(text: str) -> None:
    assert check_soundness(draw(text)) == ()


@pytest.mark.parametrize(
    ("text", "code", "where", "path"),
    [
        ("a -> end", "no_start", "p", ()),
        ("start -> a -> end; start2 -> a", "several_starts", "start2", ()),
        ("start -> a -> b -> a", "no_end", "p", ()),
        ("start -> a -> end; a -> start", "flow_into_start", "start", ()),
        ("start -> a -> x; x -approve-> b; x -else-> end", "dead_end", "b", ("start", "a", "x", "b")),
        ("start -> a -> end -> b -> end2", "flow_out_of_end", "end", ("start", "a", "end")),
        ("start -> a -> end; b -> end", "unreachable", "b", ()),
        ("start -> x1 -> x2 -> x1; x2 -> end", "empty_loop", "x1", ("start", "x1", "x2", "x1")),
        ("start -> call_other -> end", "unresolved_call", "call_other", ("start", "call_other")),
        ("start -> a -> x; x -maybe-> end; x -else-> end2", "unknown_guard", "f3", ("start", "a", "x")),
        ("start -> a -> x; x -> b -> end; x -approve-> end", "missing_guard", "f3", ("start", "a", "x")),
        (
            "start -> a -> x; x -approve-> end; x -approve-> end2; x -else-> end3",
            "ambiguous_guard",
            "f4",
            ("start", "a", "x"),
        ),
        ("start -> a -> x; x -approve-> end", "one_sided_choice", "x", ("start", "a", "x")),
        ("start -> a; a -approve-> end", "guard_outside_gateway", "f2", ("start", "a")),
        ("start -> x; x -approve-> a -> end; x -refuse-> end", "no_way_on", "x", ("start", "x")),
        # two branches, one of them chosen: the join waits for ever
        (
            "start -> a -> x; x -approve-> b -> p; x -refuse-> c -> p; p -> end",
            "deadlock",
            "p",
            ("start", "a", "b", "p"),
        ),
        # a fork that nobody joins
        ("start -> p1; p1 -> a -> end; p1 -> b -> end2", "left_over", "end", ("start", "a", "end")),
        ("start -> p1; p1 -> end; p1 -> end2", "ended_twice", "end2", ("start", "end2")),
        # a fork merged by the wrong gateway
        (
            "start -> p1; p1 -> a -> x; p1 -> b -> x; x -> c -> d -> end",
            "doubled",
            "c",
            ("start", "a", "b", "c"),
        ),
        # a loop without a way out
        (
            "start -> a -> x; x -approve-> b -> c -> b; x -refuse-> end",
            "no_way_out",
            "b",
            ("start", "a", "b"),
        ),
        # drawn, but its guard can't hold any more
        (
            "start -> a -> x1; x1 -approve-> end; x1 -else-> x2; x2 -refuse-> b -> end2"
            "; x2 -needs_more-> c -> end2"
            "; x2 -approve-> d -> end2",
            *("never_reached", "d", ()),
        ),
    ],
)
def test_every_fault_is_found_where_it_is_with_the_way_there(
    text: str, code: str, where: str, path: tuple[str, ...]
) -> None:
    problems = found(text)
    assert code in problems, problems
    assert (problems[code].where, problems[code].path) == (where, path)
    assert "%" not in str(problems[code])


def test_a_deadlock_tells_which_outcomes_led_there() -> None:
    problem = found("start -> a -> x; x -approve-> b -> p; x -refuse-> c -> p; p -> end")["deadlock"]
    assert str(problem).endswith("Khi đã xong: A (Đồng ý), B.")


@pytest.mark.parametrize(
    ("limit", "code"),
    [(None, "missing_limit"), ("  ", "missing_limit"), ("2 ngày", "bad_limit"), ("-1 day", "bad_limit")],
)
def test_every_step_needs_a_limit_that_can_be_read(limit: str | None, code: str) -> None:
    process = draw("start -> a -> end", limits={"a": limit or ""})
    assert [(problem.code, problem.where) for problem in check_soundness(process)] == [(code, "a")]


def test_every_step_needs_a_lane_with_a_role_at_a_place() -> None:
    process = draw("start -> a -> b -> end", lanes={"b": Lane("l", "Làn", None, None)})
    assert {(problem.code, problem.where) for problem in check_soundness(process)} == {
        ("missing_role", "l"),
        ("missing_where", "l"),
    }
    odd = draw("start -> a -> b -> end", lanes={"b": Lane("l", "Làn", "king", "palace")})
    assert {problem.code for problem in check_soundness(odd)} == {"unknown_role", "unknown_where"}
    bare = replace(process, lanes=())
    assert [problem.code for problem in check_soundness(bare)] == ["missing_lane", "missing_lane"]


def test_a_lane_nobody_works_in_may_stay_blank() -> None:
    process = draw("start -> a -> end", lanes={"unused": Lane("l", "Làn", None, None)})
    assert check_soundness(process) == ()


def test_an_end_without_a_result_is_told() -> None:
    process = draw("start -> a -> end")
    for result, code in ((None, "missing_result"), ("won", "unknown_result")):
        nodes = tuple(
            replace(node, result=result) if isinstance(node, End) else node for node in process.nodes
        )
        assert [problem.code for problem in check_soundness(replace(process, nodes=nodes))] == [code]


def test_ids_that_are_used_twice_and_flows_to_nowhere_are_told() -> None:
    process = draw("start -> a -> end")
    doubled = replace(process, nodes=(*process.nodes, process.nodes[1]))
    assert "duplicate_id" in {problem.code for problem in check_soundness(doubled)}
    dangling = replace(process, flows=(*process.flows, Flow("f9", "a", "nowhere")))
    (problem,) = check_soundness(dangling)
    assert (problem.code, problem.where) == ("dangling_flow", "f9")


def test_a_default_that_does_not_leave_the_gateway_is_told() -> None:
    process = draw("start -> a -> x; x -approve-> end; x -refuse-> end2")
    nodes = tuple(
        replace(node, default="f1") if isinstance(node, Exclusive) else node for node in process.nodes
    )
    assert [problem.code for problem in check_soundness(replace(process, nodes=nodes))] == ["unknown_default"]


def test_too_many_states_are_said_and_not_waited_for() -> None:
    branches = "; ".join(f"p1 -> a{n} -> b{n} -> c{n} -> p2" for n in range(12))
    begun = perf_counter()
    problems = check_soundness(draw(f"start -> p1; {branches}; p2 -> end"), most_states=3000)
    assert [problem.code for problem in problems] == ["too_many_states"]
    assert perf_counter() - begun < 2


def test_a_very_long_process_is_checked_all_the_same() -> None:
    chain = " -> ".join(f"s{n}" for n in range(5000))
    assert check_soundness(draw(f"start -> {chain} -> end")) == ()


@given(sound_processes)
def test_a_process_sound_by_construction_is_found_sound(process: Process) -> None:
    assert check_soundness(process) == ()


@settings(max_examples=300, deadline=None)
@given(bent_processes())
def test_the_verdict_on_a_process_led_astray_is_that_of_the_naive_game(process: Process) -> None:
    problems = check_soundness(process)
    event("sound" if not problems else problems[0].code)
    if {problem.code for problem in problems} == {"empty_loop"}:
        return  # forbidden as drawn, even where no outcome ever goes round
    assert (not problems) == naive_is_sound(process)
