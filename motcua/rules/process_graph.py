"""Walks over a drawn process: what can be reached, in which order, which gateways ask for an outcome."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from motcua.rules.process_model import Exclusive, Flow, Graph, Parallel, Process, Start, Step, graph_of


def decisions_after(graph: Graph, node_id: str) -> tuple[str, ...]:
    """The exclusive gateways whose choice hangs on how `node_id` ended, through joins and merges too."""
    found: list[str] = []
    seen, moving = set(), [flow.target for flow in reversed(graph.outgoing[node_id])]
    while moving:
        here = moving.pop()
        if here in seen or not isinstance(graph.nodes[here], Exclusive | Parallel):
            continue
        seen.add(here)
        if is_decision(graph, here):
            found.append(here)
        moving.extend(reversed(graph.next_ids(here)))
    return tuple(found)


def is_decision(graph: Graph, node_id: str) -> bool:
    """Whether this gateway's way on depends on an outcome: not for a mere merge."""
    flows = graph.outgoing[node_id]
    is_choice = len(flows) > 1 or any(flow.guard is not None for flow in flows)
    return isinstance(graph.nodes[node_id], Exclusive) and is_choice


def reached_from_start(process: Process) -> Mapping[str, str | None]:
    """Every node that can be reached, each with the node before it on a shortest way as drawn."""
    graph = graph_of(process)
    starts = [node.id for node in process.nodes if isinstance(node, Start)]
    before: dict[str, str | None] = dict.fromkeys(starts)
    edge = deque(starts)
    while edge:
        here = edge.popleft()
        for there in graph.next_ids(here):
            if there not in before:
                before[there] = here
                edge.append(there)
    return before


def way_to(node_id: str, before: Mapping[str, str | None]) -> tuple[str, ...]:
    """The ids from the start to a node, by `reached_from_start`; none if it isn't reached."""
    way: list[str] = []
    here: str | None = node_id if node_id in before else None
    while here is not None:
        way.append(here)
        here = before[here]
    return tuple(reversed(way))


def forward_order(process: Process) -> tuple[tuple[str, ...], frozenset[str]]:
    """The reachable nodes in an order of work, and the ids of the flows that lead back (loops).

    The order is a reversed depth-first post-order: a branch stays together, and every flow that does
    not lead back leads from an earlier node to a later one.
    """
    graph = graph_of(process)
    finished: list[str] = []
    back: set[str] = set()
    entered: set[str] = set()
    working: list[tuple[str, list[Flow]]] = []  # the way down to here, with the flows still to be tried
    on_the_way: set[str] = set()

    def enter(node_id: str) -> None:
        entered.add(node_id)
        on_the_way.add(node_id)
        working.append((node_id, list(graph.outgoing[node_id])))

    for start in (node.id for node in process.nodes if isinstance(node, Start)):
        if start not in entered:
            enter(start)
        while working:
            here, untried = working[-1]
            if not untried:
                working.pop()
                on_the_way.discard(here)
                finished.append(here)
            elif (flow := untried.pop()).target in on_the_way:
                back.add(flow.id)
            elif flow.target not in entered:
                enter(flow.target)
    return tuple(reversed(finished)), frozenset(back)


def loop_without_work(graph: Graph) -> tuple[str, ...]:
    """Gateways that lead back to each other with no step in between; none where there is no such loop."""
    gateways = {node_id for node_id, node in graph.nodes.items() if isinstance(node, Exclusive | Parallel)}
    onward = {one: [there for there in graph.next_ids(one) if there in gateways] for one in gateways}
    while leaves := [one for one, nexts in onward.items() if not any(there in onward for there in nexts)]:
        for leaf in leaves:
            del onward[leaf]
    if not onward:
        return ()
    loop = [min(onward)]
    while (there := next(one for one in onward[loop[-1]] if one in onward)) not in loop:
        loop.append(there)
    return tuple(loop[loop.index(there) :])


def lanes_in_order(process: Process) -> tuple[tuple[str, str | None], ...]:
    """The reachable steps in an order of work, each with the place of its lane."""
    graph = graph_of(process)
    found = []
    for node_id in forward_order(process)[0]:
        node = graph.nodes[node_id]
        if isinstance(node, Step):
            lane = graph.lanes.get(node.lane or "")
            found.append((node_id, lane.where if lane else None))
    return tuple(found)
