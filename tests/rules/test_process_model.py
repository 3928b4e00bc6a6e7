"""The words of a drawing: guards, places, ways and orders."""

from __future__ import annotations

import pytest

from motcua.rules.process_graph import (
    decisions_after,
    forward_order,
    loop_without_work,
    reached_from_start,
    way_to,
)
from motcua.rules.process_model import (
    DONE,
    KINDS,
    OUTCOMES,
    RESULTS,
    ROLES,
    graph_of,
    guard_outcome,
    is_place,
)
from tests.rules.drawings import draw

BEHIND_A_JOIN = """
start -> p1; p1 -> a -> p2; p1 -> b -> p2; p2 -> x
x -approve-> c -> end; x -else-> end_refused
"""


@pytest.mark.parametrize(
    "guard",
    [
        "outcome = 'approve'",
        "outcome='approve'",
        " outcome == 'approve' ",
        'outcome = "approve"',
        "${outcome == 'approve'}",
        "${ outcome == 'approve' }",
        '= outcome = "approve"',
    ],
)
def test_a_guard_is_read_as_modellers_write_it(guard: str) -> None:
    assert guard_outcome(guard) == "approve"


@pytest.mark.parametrize(
    "guard",
    [
        "",
        "approve",
        "${approved}",
        "outcome = 'aprove'",
        "outcome = 'done'",
        "outcome != 'approve'",
        "outcome = approve",
        "outcome = \"approve'",
        "outcome = 'approve' or true",
        "${outcome == 'approve'",
        "outcome == 'approve'}",
        "not outcome = 'approve'",
        "OUTCOME = 'approve'",
    ],
)
def test_any_other_guard_is_not_known(guard: str) -> None:
    assert guard_outcome(guard) is None


@pytest.mark.parametrize(
    "where",
    [
        "receiving",
        "commune",
        "district",
        "province:STP",
        "province:SNgV",
        "district:PTP",
        "fixed:000.00.19.H46",
    ],
)
def test_a_lane_is_found_from_the_receiving_agency(where: str) -> None:
    assert is_place(where)


@pytest.mark.parametrize(
    "where", ["", "province", "province:", "fixed", "village:X", "receiving:STP", "district: PTP", "x"]
)
def test_any_other_place_is_not_known(where: str) -> None:
    assert not is_place(where)


def test_the_vocabulary_is_the_one_files_are_written_in() -> None:
    assert list(ROLES) == ["desk_officer", "desk_head", "specialist", "unit_head", "leader", "clerk"]
    assert list(KINDS) == [
        *("forward", "handle", "verify", "appraise", "consult", "propose", "approve", "record", "inform")
    ]
    assert list(RESULTS) == ["granted", "refused", "stopped"]
    assert list(OUTCOMES) == ["approve", "refuse", "needs_more"]
    assert DONE not in OUTCOMES


def test_the_way_to_a_node_is_a_shortest_one_from_the_start() -> None:
    process = draw("start -> a -> b -> c -> end; a -> c; island -> end")
    before = reached_from_start(process)
    assert way_to("end", before) == ("start", "a", "c", "end")
    assert way_to("island", before) == ()


def test_the_order_of_work_keeps_branches_together_and_names_the_way_back() -> None:
    process = draw(
        "start -> z -> p1; p1 -> a -> b -> p2; p1 -> c -> d -> p2; p2 -> e -> x"
        "; x -approve-> end; x -else-> z"
    )
    order, back = forward_order(process)
    assert order == ("start", "z", "p1", "a", "b", "c", "d", "p2", "e", "x", "end")
    (flow,) = [flow for flow in process.flows if flow.id in back]
    assert (flow.source, flow.target) == ("x", "z")


def test_a_step_is_asked_by_the_gateways_after_it_even_behind_a_join() -> None:
    graph = graph_of(draw(BEHIND_A_JOIN))
    assert decisions_after(graph, "a") == decisions_after(graph, "b") == ("x",)
    assert decisions_after(graph, "start") == ()
    assert decisions_after(graph, "c") == ()


def test_a_merge_asks_nothing() -> None:
    graph = graph_of(draw("start -> a -> x -> b -> end"))
    assert decisions_after(graph, "a") == ()


def test_gateways_that_only_lead_to_each_other_are_found() -> None:
    assert loop_without_work(graph_of(draw("start -> x1 -> p1 -> x2 -> x1; x2 -> end"))) == ("p1", "x2", "x1")
    assert loop_without_work(graph_of(draw("start -> x1 -> a -> x2; x2 -approve-> end; x2 -else-> x1"))) == ()
