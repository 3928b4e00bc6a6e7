"""A process compiled into a table: after which step, with which outcome, what is opened.

Gateways are gone: where tokens come to rest after each step is worked out once, at publication, so
that running a process is a look-up (TT 01/2018 Art. 8.4). The table is plain data, kept with the
frozen version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.rules.process_graph import decisions_after, lanes_in_order, loop_without_work
from motcua.rules.process_model import DONE, OUTCOMES, End, Graph, Process, Start, Step, graph_of
from motcua.rules.process_routes import NotCompilable, Route, is_join, route_on, routes_after

__all__ = [
    "Join",
    "NotCompilable",
    "Part",
    "ProcessTable",
    "Route",
    "TableStep",
    "compile_process",
    "parts_of",
]


@dataclass(frozen=True, slots=True)
class TableStep:
    """A step with the role and place of its lane, and a route for every outcome it may end with."""

    id: str
    name: str
    limit: str | None
    kind: str
    lane: str | None
    role: str | None
    where: str | None
    after: Mapping[str, Route]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The choices at the end of the step; `("done",)` where no gateway asks."""
        return tuple(self.after)


@dataclass(frozen=True, slots=True)
class Join:
    """A parallel gateway that waits for a token on each flow in `needs`."""

    id: str
    needs: tuple[str, ...]
    after: Mapping[str, Route]


@dataclass(frozen=True, slots=True)
class Part:
    """An agency's share of an interlinked procedure: consecutive steps at the same place."""

    where: str | None
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProcessTable:
    id: str
    name: str
    begin: Route
    steps: Mapping[str, TableStep]
    joins: Mapping[str, Join]
    results: Mapping[str, str | None]
    parts: tuple[Part, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "begin": _route_to_json(self.begin),
            "steps": [_step_to_json(step) for step in self.steps.values()],
            "joins": [
                {"id": join.id, "needs": list(join.needs), "after": _after_to_json(join.after)}
                for join in self.joins.values()
            ],
            "results": dict(self.results),
            "parts": [{"where": part.where, "steps": list(part.steps)} for part in self.parts],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ProcessTable:
        steps = [_step_from_json(step) for step in data["steps"]]
        joins = [
            Join(join["id"], tuple(join["needs"]), _after_from_json(join["after"])) for join in data["joins"]
        ]
        return cls(
            data["id"],
            data["name"],
            _route_from_json(data["begin"]),
            {step.id: step for step in steps},
            {join.id: join for join in joins},
            dict(data["results"]),
            tuple(Part(part["where"], tuple(part["steps"])) for part in data["parts"]),
        )


def compile_process(process: Process) -> ProcessTable:
    """The table of a process whose structure is whole; NotCompilable for one that has none."""
    graph = graph_of(process)
    starts = [node for node in process.nodes if isinstance(node, Start)]
    if len(starts) != 1:
        raise NotCompilable("no_start" if not starts else "several_starts", process.id)
    if loop := loop_without_work(graph):
        raise NotCompilable("empty_loop", loop[0])
    steps = (_compile_step(graph, step) for step in process.steps)
    joins = (_compile_join(graph, node.id) for node in process.nodes if is_join(graph, node.id))
    return ProcessTable(
        process.id,
        process.name,
        route_on(graph, graph.outgoing[starts[0].id], DONE),
        {step.id: step for step in steps},
        {join.id: join for join in joins},
        {node.id: node.result for node in process.nodes if isinstance(node, End)},
        parts_of(process),
    )


def parts_of(process: Process) -> tuple[Part, ...]:
    """Consecutive steps at the same place, branch by branch, in the order in which they are worked."""
    parts: list[tuple[str | None, list[str]]] = []
    for step, where in lanes_in_order(process):
        if parts and parts[-1][0] == where:
            parts[-1][1].append(step)
        else:
            parts.append((where, [step]))
    return tuple(Part(where, tuple(steps)) for where, steps in parts)


def _compile_step(graph: Graph, step: Step) -> TableStep:
    lane = graph.lanes.get(step.lane or "")
    return TableStep(
        *(step.id, step.name, step.limit, step.kind, step.lane),
        role=lane.role if lane else None,
        where=lane.where if lane else None,
        after=_after_step(graph, step.id),
    )


def _after_step(graph: Graph, step_id: str) -> dict[str, Route]:
    asked = OUTCOMES if decisions_after(graph, step_id) else (DONE,)
    return routes_after(graph, step_id, asked)


def _compile_join(graph: Graph, join_id: str) -> Join:
    needs = tuple(flow.id for flow in graph.incoming[join_id])
    return Join(join_id, needs, routes_after(graph, join_id, (DONE, *OUTCOMES)))


def _step_to_json(step: TableStep) -> dict[str, Any]:
    plain = {name: getattr(step, name) for name in ("id", "name", "limit", "kind", "lane", "role", "where")}
    return {**plain, "after": _after_to_json(step.after)}


def _step_from_json(data: Mapping[str, Any]) -> TableStep:
    return TableStep(**{**data, "after": _after_from_json(data["after"])})


def _after_to_json(after: Mapping[str, Route]) -> dict[str, Any]:
    return {outcome: _route_to_json(route) for outcome, route in after.items()}


def _after_from_json(data: Mapping[str, Any]) -> dict[str, Route]:
    return {outcome: _route_from_json(route) for outcome, route in data.items()}


def _route_to_json(route: Route) -> dict[str, Any]:
    everything = {"steps": route.steps, "joins": route.joins, "ends": route.ends}
    return {
        name: [list(one) if name == "joins" else one for one in ids]
        for name, ids in everything.items()
        if ids
    }


def _route_from_json(data: Mapping[str, Any]) -> Route:
    joins = tuple((join, flow) for join, flow in data.get("joins", ()))
    return Route(tuple(data.get("steps", ())), joins, tuple(data.get("ends", ())))
