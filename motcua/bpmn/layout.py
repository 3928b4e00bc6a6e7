"""A plain layout for a process: lanes as bands, work from left to right, right-angled flows.

Every modeller can open a file without a diagram, but few show it; this one is good enough to start from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from motcua.rules.process_graph import forward_order
from motcua.rules.process_model import Call, Exclusive, Flow, Parallel, Process, Step, graph_of

COLUMN, ROW = 180, 120
LEFT, TOP, HEADER = 160, 80, 30
_SIZES = {Step: (120, 80), Call: (120, 80), Exclusive: (50, 50), Parallel: (50, 50)}
_EVENT = (36, 36)
# Flows run between the columns and along the rows' upper edge, where no shape ever is.
_GUTTER, _EDGE = 15, 8


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    @property
    def right(self) -> int:
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands, in pixels: the pool, lanes and nodes by id, flows' way points by id."""

    pool: Box
    lanes: Mapping[str, Box]
    nodes: Mapping[str, Box]
    flows: Mapping[str, tuple[tuple[int, int], ...]]
    lane_of: Mapping[str, str | None]


def lay_out(process: Process) -> Layout:
    """Places every node in the column of its longest way from the start and the band of its lane."""
    lane_of = _lanes_of_nodes(process)
    columns = _columns(process)
    bands, cells = _cells(process, lane_of, columns)
    nodes = {node.id: _box(_SIZES.get(type(node), _EVENT), cells[node.id]) for node in process.nodes}
    width = HEADER + COLUMN * (1 + max(columns.values(), default=0))
    rows = sum(count for _, count in bands.values()) or 1
    lanes = {
        lane: Box(LEFT + HEADER, TOP + ROW * first, width - HEADER, ROW * count)
        for lane, (first, count) in bands.items()
        if lane is not None
    }
    flows = {
        flow.id: _way(nodes, cells, flow)
        for flow in process.flows
        if {flow.source, flow.target} <= nodes.keys()
    }
    return Layout(Box(LEFT, TOP, width, ROW * rows), lanes, nodes, flows, lane_of)


def _lanes_of_nodes(process: Process) -> dict[str, str | None]:
    """Steps are in a lane; gateways and events go with the work before them, or else after."""
    graph = graph_of(process)
    known = {lane.id for lane in process.lanes}
    lane_of: dict[str, str | None] = {
        step.id: step.lane for step in process.steps if step.lane in known and step.lane is not None
    }
    order = forward_order(process)[0]
    for node_id in order:
        before = (lane_of.get(flow.source) for flow in graph.incoming[node_id])
        lane_of.setdefault(node_id, next((lane for lane in before if lane), None))
    for node_id in reversed(order):
        after = (lane_of.get(flow.target) for flow in graph.outgoing[node_id])
        lane_of[node_id] = lane_of[node_id] or next((lane for lane in after if lane), None)
    fallback = process.lanes[0].id if process.lanes else None
    return {node.id: lane_of.get(node.id) or fallback for node in process.nodes}


def _columns(process: Process) -> dict[str, int]:
    graph = graph_of(process)
    order, back = forward_order(process)
    columns: dict[str, int] = {}
    for node_id in order:
        before = [
            columns[flow.source]
            for flow in graph.incoming[node_id]
            if flow.id not in back and flow.source in columns
        ]
        columns[node_id] = max(before, default=-1) + 1
    for node in process.nodes:
        columns.setdefault(node.id, 0)
    return columns


_Cell = tuple[int, int]


def _cells(
    process: Process, lane_of: Mapping[str, str | None], columns: Mapping[str, int]
) -> tuple[dict[str | None, _Cell], dict[str, _Cell]]:
    """For each lane its first row and how many it has; for each node its column and row."""
    taken: dict[tuple[str | None, int], list[str]] = defaultdict(list)
    for node in process.nodes:
        taken[lane_of[node.id], columns[node.id]].append(node.id)
    lanes: list[str | None] = [lane.id for lane in process.lanes] or [None]
    bands: dict[str | None, _Cell] = {}
    row = 0
    for lane in lanes:
        count = max((len(ids) for (one, _), ids in taken.items() if one == lane), default=1)
        bands[lane] = (row, count)
        row += count
    cells = {
        node_id: (column, bands[lane][0] + place)
        for (lane, column), ids in taken.items()
        for place, node_id in enumerate(ids)
    }
    return bands, cells


def _box(size: tuple[int, int], cell: _Cell) -> Box:
    width, height = size
    left = LEFT + HEADER + COLUMN * cell[0] + (COLUMN - width) // 2
    return Box(left, TOP + ROW * cell[1] + (ROW - height) // 2, width, height)


def _way(nodes: Mapping[str, Box], cells: Mapping[str, _Cell], flow: Flow) -> tuple[tuple[int, int], ...]:
    source, target = nodes[flow.source], nodes[flow.target]
    (from_column, from_row), (to_column, to_row) = cells[flow.source], cells[flow.target]
    start, end = (source.right, source.middle), (target.x, target.middle)
    if to_column == from_column + 1 and from_row == to_row:
        return start, end
    leaving = LEFT + HEADER + COLUMN * (from_column + 1) - _GUTTER
    entering = LEFT + HEADER + COLUMN * to_column + _GUTTER
    if to_column == from_column + 1:
        return start, (leaving, start[1]), (leaving, end[1]), end
    above = TOP + ROW * to_row + _EDGE
    return start, (leaving, start[1]), (leaving, above), (entering, above), (entering, end[1]), end
