"""A drawing compiled into a table of plain data."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from motcua.rules.process_model import Lane, Process
from motcua.rules.process_table import (
    Join,
    NotCompilable,
    Part,
    ProcessTable,
    Route,
    compile_process,
    parts_of,
)
from tests.rules.drawings import DESK, draw, sound_processes

STP = Lane("stp", "Sở Tư pháp", "specialist", "province:STP")
LEADER = Lane("leader", "Lãnh đạo Sở", "leader", "province:STP")


def test_gateways_vanish_into_routes() -> None:
    table = compile_process(
        draw("start -> a -> x; x -approve-> b -> end; x -refuse-> end_refused; x -needs_more-> a")
    )
    assert table.begin == Route(steps=("a",))
    assert table.steps["a"].after == {
        "approve": Route(steps=("b",)),
        "refuse": Route(ends=("end_refused",)),
        "needs_more": Route(steps=("a",)),
    }
    assert table.steps["a"].outcomes == ("approve", "refuse", "needs_more")
    assert table.steps["b"].outcomes == ("done",)
    assert table.results == {"end": "granted", "end_refused": "refused"}


def test_a_step_may_end_only_as_the_next_gateway_can_go_on() -> None:
    table = compile_process(draw("start -> a -> x; x -approve-> end; x -refuse-> end_refused"))
    assert table.steps["a"].outcomes == ("approve", "refuse")


def test_a_default_flow_takes_whatever_no_guard_asks_for() -> None:
    after = compile_process(draw("start -> a -> x; x -else-> end_refused; x -approve-> end")).steps["a"].after
    assert after["approve"].ends == ("end",)
    assert after["refuse"].ends == after["needs_more"].ends == ("end_refused",)


def test_a_join_waits_for_each_of_its_flows() -> None:
    table = compile_process(draw("start -> p1; p1 -> a -> p2; p1 -> b -> p2; p2 -> c -> end"))
    assert table.begin.steps == ("a", "b")
    assert table.steps["a"].after["done"] == Route(joins=(("p2", "f3"),))
    assert table.joins["p2"].needs == ("f3", "f5")
    assert table.joins["p2"].after["done"] == Route(steps=("c",))


def test_a_choice_behind_a_join_is_put_to_both_branches() -> None:
    table = compile_process(
        draw(
            "start -> p1; p1 -> a -> p2; p1 -> b -> p2; p2 -> x"
            "; x -approve-> c -> end; x -refuse-> end_refused"
        )
    )
    assert table.steps["a"].outcomes == table.steps["b"].outcomes == ("approve", "refuse")
    assert isinstance(table.joins["p2"], Join)
    assert set(table.joins["p2"].after) == {"approve", "refuse"}


def test_a_step_carries_who_and_where_from_its_lane() -> None:
    step = compile_process(draw("start -> a -> end", lanes={"a": STP}, limits={"a": "3 working_day"})).steps[
        "a"
    ]
    assert (step.role, step.where, step.limit, step.kind, step.name) == (
        *("specialist", "province:STP", "3 working_day", "handle", "A"),
    )


def test_parts_are_consecutive_steps_at_one_place_whoever_does_them() -> None:
    process = draw("start -> a -> b -> c -> d -> end", lanes={"b": STP, "c": LEADER, "d": DESK})
    assert parts_of(process) == (
        Part("receiving", ("a",)),
        Part("province:STP", ("b", "c")),
        Part("receiving", ("d",)),
    )


def test_parts_of_parallel_branches_stay_together() -> None:
    process = draw(
        "start -> p1; p1 -> a -> b -> p2; p1 -> c -> d -> p2; p2 -> e -> end", lanes={"c": STP, "d": STP}
    )
    assert [part.steps for part in parts_of(process)] == [("a", "b"), ("c", "d"), ("e",)]


@given(sound_processes)
def test_a_table_reads_back_from_its_json(process: Process) -> None:
    table = compile_process(process)
    assert ProcessTable.from_json(json.loads(json.dumps(table.to_json()))) == table


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a -> end", "no_start"),
        ("start -> a -> end; start2 -> a", "several_starts"),
        ("start -> x1 -> x2 -> x1; x2 -> end", "empty_loop"),
        ("start -> call_other -> end", "unresolved_call"),
        ("start -> x; x -approve-> a -> end; x -refuse-> end", "no_way_on"),
    ],
)
def test_a_drawing_without_a_table_says_why(text: str, code: str) -> None:
    with pytest.raises(NotCompilable) as reason:
        compile_process(draw(text))
    assert reason.value.code == code


def test_a_drawing_that_splits_again_and_again_is_given_up_early() -> None:
    chain = "; ".join(f"p{n} -> x{n}; p{n} -> x{n}; x{n} -> p{n + 1}" for n in range(60))
    with pytest.raises(NotCompilable, match="too_many_tokens"):
        compile_process(draw(f"start -> p0; {chain}; p60 -> a -> end"))
