"""Where the tokens come to rest that leave a node with an outcome: gateways are walked through here only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.rules.process_model import Call, End, Exclusive, Flow, Graph, Parallel, Step, guard_outcome

# A drawing that splits into more tokens at once is a mistake, whatever it meant.
MOST_TOKENS = 64


class NotCompilable(ValueError):
    """The drawing has no table; `process_soundness` says why in words."""

    def __init__(self, code: str, where: str) -> None:
        super().__init__(f"{code}: {where}")
        self.code, self.where = code, where


@dataclass(frozen=True, slots=True)
class Route:
    """Where the tokens of one move come to rest: steps opened, (join, flow) arrivals, ends reached."""

    steps: tuple[str, ...] = ()
    joins: tuple[tuple[str, str], ...] = ()
    ends: tuple[str, ...] = ()


def routes_after(graph: Graph, node_id: str, outcomes: Iterable[str]) -> dict[str, Route]:
    """A route for each of `outcomes` with which every gateway on the way can be left."""
    fitting = (outcome for outcome in outcomes if _fits(graph, node_id, outcome))
    return {outcome: route_on(graph, graph.outgoing[node_id], outcome) for outcome in fitting}


def _fits(graph: Graph, node_id: str, outcome: str) -> bool:
    """Whether every gateway on the way has a flow for this outcome, those behind a join included."""
    seen, moving = set[str](), [flow.target for flow in graph.outgoing[node_id]]
    while moving:
        here = moving.pop()
        if here in seen or not isinstance(graph.nodes[here], Exclusive | Parallel):
            continue
        seen.add(here)
        flows = _flows_on(graph, here, outcome)
        if not flows:
            return False
        moving.extend(flow.target for flow in flows)
    return True


def way_on(graph: Graph, gateway_id: str, outcome: str) -> Flow | None:
    """The flow that leaves an exclusive gateway with this outcome, None where there is none."""
    gateway, flows = graph.nodes[gateway_id], graph.outgoing[gateway_id]
    default = gateway.default if isinstance(gateway, Exclusive) else None
    for flow in flows:
        if flow.id != default and flow.guard is not None and guard_outcome(flow.guard) == outcome:
            return flow
    if len(flows) == 1 and flows[0].guard is None:
        return flows[0]
    return next((flow for flow in flows if flow.id == default), None)


def route_on(graph: Graph, flows: Iterable[Flow], outcome: str) -> Route:
    """Where the tokens on `flows` come to rest; NotCompilable where one can't go on."""
    steps: list[str] = []
    joins: list[tuple[str, str]] = []
    ends: list[str] = []
    moving, moved = list(reversed(tuple(flows))), 0
    while moving:
        flow, moved = moving.pop(), moved + 1
        if (
            moved > MOST_TOKENS * max(1, len(graph.nodes))
            or len(steps) + len(joins) + len(ends) > MOST_TOKENS
        ):
            raise NotCompilable("too_many_tokens", flow.id)
        match graph.nodes[flow.target]:
            case Step(id=node_id):
                steps.append(node_id)
            case End(id=node_id):
                ends.append(node_id)
            case Call(id=node_id):
                raise NotCompilable("unresolved_call", node_id)
            case Parallel(id=node_id) if is_join(graph, node_id):
                joins.append((node_id, flow.id))
            case node:
                onward = _flows_on(graph, node.id, outcome)
                if not onward:
                    raise NotCompilable("no_way_on", node.id)
                moving.extend(reversed(onward))
    return Route(tuple(steps), tuple(joins), tuple(ends))


def _flows_on(graph: Graph, node_id: str, outcome: str) -> tuple[Flow, ...]:
    if not isinstance(graph.nodes[node_id], Exclusive):
        return graph.outgoing[node_id]
    chosen = way_on(graph, node_id, outcome)
    return (chosen,) if chosen else ()


def is_join(graph: Graph, node_id: str) -> bool:
    """Whether the node waits for more than one flow."""
    return isinstance(graph.nodes[node_id], Parallel) and len(graph.incoming[node_id]) > 1
