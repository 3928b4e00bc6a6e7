"""A process written as BPMN reads back, and its diagram is one to look at."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from xml.etree.ElementTree import Element

from hypothesis import given, settings

from motcua.bpmn.layout import Box, lay_out
from motcua.bpmn.names import BPMN, BPMNDI, DC
from motcua.bpmn.parse import parse_definitions
from motcua.bpmn.read import read_drawings
from motcua.bpmn.write import write_process
from motcua.kit.refusal import Refused
from motcua.rules.process_model import Lane, Process
from tests.rules.drawings import bent_processes, draw, sound_processes

STP = Lane("stp", "Sở Tư pháp & bạn <bè>", "specialist", "province:STP")
TWO_LANES = draw(
    """start -> a -> x; x -approve-> p1 -> b -> p2 -> call_verify -> e -> end
    p1 -> c -> p2; x -needs_more-> a; x -else-> end_refused""",
    lanes={"b": STP, "c": STP},
)


def definitions(process: Process) -> Element:
    root = parse_definitions(write_process(process))
    assert not isinstance(root, Refused), str(root)
    return root


@given(sound_processes)
def test_a_process_reads_back_as_it_was_written(process: Process) -> None:
    (drawing,) = read_drawings(definitions(process))
    assert drawing.process == process
    assert drawing.unsupported == ()


def test_names_lanes_limits_guards_and_calls_read_back() -> None:
    (drawing,) = read_drawings(definitions(TWO_LANES))
    assert drawing.process == TWO_LANES


def test_nodes_name_their_flows_as_stricter_modellers_want_it() -> None:
    root = definitions(TWO_LANES)
    for node in (one for one in root.iter() if one.get("id") in {node.id for node in TWO_LANES.nodes}):
        for tag, end in (("incoming", "target"), ("outgoing", "source")):
            named = [flow.text for flow in node.findall(f"{{{BPMN}}}{tag}")]
            assert named == [flow.id for flow in TWO_LANES.flows if getattr(flow, end) == node.get("id")]


def test_what_is_missing_stays_missing() -> None:
    process = draw("start -> a -> end", limits={"a": ""})
    (drawing,) = read_drawings(definitions(replace(process, lanes=())))
    assert drawing.process.steps[0].limit is None
    assert drawing.process.lanes == ()


def test_every_node_lane_and_flow_stands_in_the_diagram() -> None:
    root = definitions(TWO_LANES)
    shapes = {one.get("bpmnElement") for one in root.iter(f"{{{BPMNDI}}}BPMNShape")}
    edges = {one.get("bpmnElement") for one in root.iter(f"{{{BPMNDI}}}BPMNEdge")}
    assert shapes == {"pool", "desk", "stp", *(node.id for node in TWO_LANES.nodes)}
    assert edges == {flow.id for flow in TWO_LANES.flows}
    assert all(one.find(f"{{{DC}}}Bounds") is not None for one in root.iter(f"{{{BPMNDI}}}BPMNShape"))


def test_steps_stand_in_their_own_lane_and_gateways_with_the_work_before_them() -> None:
    layout = lay_out(TWO_LANES)
    for node_id, lane in (
        ("a", "desk"),
        ("x", "desk"),
        ("p1", "desk"),
        ("b", "stp"),
        ("c", "stp"),
        ("p2", "stp"),
    ):
        assert _is_inside(layout.nodes[node_id], layout.lanes[lane]), node_id


def test_work_runs_from_left_to_right() -> None:
    nodes = lay_out(TWO_LANES).nodes
    assert nodes["start"].x < nodes["a"].x < nodes["x"].x < nodes["p1"].x < nodes["b"].x < nodes["p2"].x
    assert nodes["b"].x == nodes["c"].x


@settings(deadline=None)
@given(bent_processes())
def test_no_shape_covers_another_and_no_flow_runs_through_one(process: Process) -> None:
    layout = lay_out(process)
    assert all(_is_inside(box, layout.pool) for box in (*layout.nodes.values(), *layout.lanes.values()))
    for one, other in combinations(layout.nodes.values(), 2):
        assert not _overlap(one, other)
    for flow in process.flows:
        points = layout.flows[flow.id]
        assert points[0][0] == layout.nodes[flow.source].right
        assert points[-1][0] == layout.nodes[flow.target].x
        for (x1, y1), (x2, y2) in pairwise(points):
            assert x1 == x2 or y1 == y2
            line = Box(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2))
            assert not any(_overlap(line, box) for box in layout.nodes.values())


def _is_inside(inner: Box, outer: Box) -> bool:
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.right <= outer.right
        and inner.y + inner.height <= outer.y + outer.height
    )


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )
