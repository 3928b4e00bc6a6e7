"""Puts called processes in the place of the calls, so that one table runs the whole (interlinked, 19.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from motcua.rules.process_model import Call, End, Exclusive, Flow, Node, Parallel, Process, Start, Step

# Calls within calls multiply: a drawing that grows beyond this is a mistake or an attack.
MOST_NODES = 1_000


# A call, the call of the outermost process it belongs to, and the processes it stands in.
_OpenCall = tuple[Call, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The process with its calls replaced; `unresolved` are its own calls in which something is missing."""

    process: Process
    unresolved: tuple[str, ...]


def resolve_calls(process: Process, library: Mapping[str, Process]) -> Resolved:
    """Replaces every call by the process of that id in `library`, at every depth.

    A call stays where the process is not there, calls itself, has not exactly one plain start, or would
    make the whole too large. A node of the called process gets the id `<call>/<node>`.
    """
    whole, unresolved = process, list[str]()
    open_calls: list[_OpenCall] = [(call, call.id, (process.id,)) for call in _calls(process.nodes)]
    while open_calls:
        call, outermost, callers = open_calls.pop(0)
        called = library.get(call.called or "")
        if called is None or called.id in callers or not _fits(whole, called):
            unresolved.append(outermost)
            continue
        inner = _within(call, called)
        whole = _replaced(whole, call, inner, entry=f"{call.id}/{_start(called).id}")
        open_calls.extend((nested, outermost, (*callers, called.id)) for nested in _calls(inner.nodes))
    return Resolved(whole, tuple(dict.fromkeys(unresolved)))


def _calls(nodes: Iterable[Node]) -> list[Call]:
    return [node for node in nodes if isinstance(node, Call)]


def _fits(whole: Process, called: Process) -> bool:
    starts = [node.id for node in called.nodes if isinstance(node, Start)]
    is_plain = len(starts) == 1 and sum(flow.source == starts[0] for flow in called.flows) == 1
    return is_plain and len(whole.nodes) + len(called.nodes) <= MOST_NODES


def _start(called: Process) -> Start:
    return next(node for node in called.nodes if isinstance(node, Start))


def _within(call: Call, called: Process) -> Process:
    """The called process under the call's name, its start a mere passage and its ends one merge."""

    def name(inner_id: str) -> str:
        return f"{call.id}/{inner_id}"

    ends = {node.id for node in called.nodes if isinstance(node, End)}
    lanes = tuple(replace(lane, id=name(lane.id)) for lane in called.lanes)
    nodes = tuple(_renamed(node, name(node.id), call) for node in called.nodes if node.id not in ends)
    flows = tuple(
        replace(
            flow,
            id=name(flow.id),
            source=name(flow.source),
            target=call.id if flow.target in ends else name(flow.target),
        )
        for flow in called.flows
    )
    return Process(call.id, called.name, lanes, nodes, flows)


def _renamed(node: Node, node_id: str, call: Call) -> Node:
    match node:
        case Start():
            return Exclusive(node_id, node.name)
        case Step(lane=lane):
            return replace(node, id=node_id, lane=None if lane is None else f"{call.id}/{lane}")
        case Exclusive(default=default):
            return replace(node, id=node_id, default=None if default is None else f"{call.id}/{default}")
        case _:
            return replace(node, id=node_id)


def _replaced(whole: Process, call: Call, inner: Process, *, entry: str) -> Process:
    # A call with several flows out sends a token down each; a merge would choose one of them.
    has_fork = sum(flow.source == call.id for flow in whole.flows) > 1
    exit_id = f"{call.id}/out" if has_fork else call.id
    fork: list[Node] = [Parallel(exit_id)] if has_fork else []
    nodes: list[Node] = []
    for node in whole.nodes:
        nodes.extend([*inner.nodes, Exclusive(call.id, call.name), *fork] if node.id == call.id else [node])
    flows = [*(_moved(flow, call.id, entry, exit_id) for flow in whole.flows), *inner.flows]
    if has_fork:
        flows.append(Flow(f"{call.id}/onward", call.id, exit_id))
    return replace(whole, lanes=(*whole.lanes, *inner.lanes), nodes=tuple(nodes), flows=tuple(flows))


def _moved(flow: Flow, call_id: str, entry: str, exit_id: str) -> Flow:
    target = entry if flow.target == call_id else flow.target
    return replace(flow, source=exit_id if flow.source == call_id else flow.source, target=target)
