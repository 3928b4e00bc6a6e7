"""Reads BPMN 2.0 from any modeller: what we can run becomes a Process, the rest is counted and named.

Vendor extensions, pools, message flows, data, annotations and the diagram are not read; they stay in
the stored file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from xml.etree.ElementTree import Element

from motcua.bpmn.names import BPMN, FLOW_NODES, RUNNABLE, STEPS, bpmn, motcua
from motcua.kit.folding import clean_text
from motcua.rules.process_model import Call, End, Exclusive, Flow, Lane, Node, Parallel, Process, Start, Step

_BPMN_PREFIX = f"{{{BPMN}}}"
_LOOPS = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something that can't be run here: the element's local name and its flow node's or flow's id."""

    element: str
    id: str | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """One process of a file: `process` holds what can be run, `flow_nodes` and `lanes` count everything."""

    id: str | None
    process: Process
    flow_nodes: int
    lanes: int
    unsupported: tuple[Unsupported, ...]


def read_drawings(definitions: Element) -> tuple[Drawing, ...]:
    """Every process of the file, in order."""
    return tuple(_read_process(element) for element in definitions.findall(bpmn("process")))


def _read_process(element: Element) -> Drawing:
    inner = list(_descendants(element))
    names = [_local(one) for one in inner]
    return Drawing(
        element.get("id"),
        _process(element),
        flow_nodes=sum(name in FLOW_NODES for name in names),
        lanes=names.count("lane"),
        unsupported=tuple(_unsupported(element, inner)),
    )


def _process(element: Element) -> Process:
    lanes, lane_of = _lanes(element)
    unnamed = (f"_unnamed_{number}" for number in count(1))
    nodes = [_node(one, lane_of, unnamed) for one in element if _local(one) in RUNNABLE]
    flows = [_flow(one, unnamed) for one in element if _local(one) == "sequenceFlow"]
    return Process(element.get("id", ""), _name(element), lanes, tuple(nodes), tuple(flows))


def _node(element: Element, lane_of: dict[str, str], unnamed: Iterator[str]) -> Node:
    node_id, name = element.get("id") or next(unnamed), _name(element)
    match _local(element):
        case "startEvent":
            return Start(node_id, name)
        case "endEvent":
            return End(node_id, name, element.get(motcua("result")))
        case "exclusiveGateway":
            return Exclusive(node_id, name, element.get("default"))
        case "parallelGateway":
            return Parallel(node_id, name)
        case "callActivity":
            # A QName: the prefix names the namespace of the file that holds the process.
            called = element.get("calledElement", "").rpartition(":")[2].strip()
            return Call(node_id, name, called or None)
    kind = element.get(motcua("kind"), "handle")
    return Step(node_id, name, element.get(motcua("limit")), kind, lane_of.get(node_id))


def _flow(element: Element, unnamed: Iterator[str]) -> Flow:
    condition = element.find(bpmn("conditionExpression"))
    return Flow(
        element.get("id") or next(unnamed),
        element.get("sourceRef", ""),
        element.get("targetRef", ""),
        None if condition is None else "".join(condition.itertext()).strip(),
        _name(element),
    )


def _lanes(process: Element) -> tuple[tuple[Lane, ...], dict[str, str]]:
    """The lanes of every depth, and the innermost lane of each node; an inner lane inherits who and where."""
    lanes: list[Lane] = []
    lane_of: dict[str, str] = {}
    inside = [(one, None) for lanes_in in process.findall(bpmn("laneSet")) for one in lanes_in]
    pending: list[tuple[Element, Lane | None]] = [*inside]
    while pending:
        element, outer = pending.pop(0)
        if _local(element) != "lane":
            continue
        lane = Lane(
            element.get("id") or f"_lane_{len(lanes) + 1}",
            _name(element),
            element.get(motcua("role"), outer.role if outer else None),
            element.get(motcua("where"), outer.where if outer else None),
        )
        lanes.append(lane)
        # Outer lanes come first, so the innermost one that names a node has the last word.
        lane_of.update({(ref.text or "").strip(): lane.id for ref in element.findall(bpmn("flowNodeRef"))})
        pending.extend((one, lane) for child in element.findall(bpmn("childLaneSet")) for one in child)
    return tuple(lanes), lane_of


def _unsupported(process: Element, inner: list[Element]) -> Iterator[Unsupported]:
    activities = {one.get("id") for one in inner if _local(one) in STEPS or _local(one) == "callActivity"}
    for element in inner:
        name = _local(element)
        if name in FLOW_NODES:
            yield from _unsupported_in_node(name, element)
        elif name == "sequenceFlow" and element.get("sourceRef") in activities and _is_guarded(element):
            # A guarded flow that leaves a task is an inclusive gateway in disguise.
            yield Unsupported(name, element.get("id"))


def _is_guarded(flow: Element) -> bool:
    return flow.find(bpmn("conditionExpression")) is not None


def _unsupported_in_node(name: str, element: Element) -> Iterator[Unsupported]:
    element_id = element.get("id")
    if name not in RUNNABLE or element.get("isForCompensation") == "true":
        yield Unsupported(name, element_id)
        return
    for child in element:
        child_name = _local(child)
        if child_name in _LOOPS or child_name.endswith(("EventDefinition", "eventDefinitionRef")):
            yield Unsupported(child_name, element_id)


def _descendants(element: Element) -> Iterator[Element]:
    """Everything below in document order, vendor extensions left out; no recursion, however deep it is."""
    pending = list(reversed(element))
    while pending:
        one = pending.pop()
        if _local(one) != "extensionElements":
            yield one
            pending.extend(reversed(one))


def _local(element: Element) -> str:
    """The local name of a BPMN element, nothing for those of other vocabularies."""
    tag = element.tag
    return tag.removeprefix(_BPMN_PREFIX) if isinstance(tag, str) and tag.startswith(_BPMN_PREFIX) else ""


def _name(element: Element) -> str:
    return clean_text(element.get("name", ""))
