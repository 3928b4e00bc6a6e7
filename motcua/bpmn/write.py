"""Writes a process as BPMN 2.0 with a diagram, so that any modeller opens and shows it."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from motcua.bpmn.layout import Box, Layout, lay_out
from motcua.bpmn.names import BPMN, BPMNDI, DC, DI, MOTCUA
from motcua.rules.process_model import Call, End, Exclusive, Lane, Node, Parallel, Process, Start, Step

_NAMESPACES = {
    "xmlns:bpmn": BPMN,
    "xmlns:bpmndi": BPMNDI,
    "xmlns:dc": DC,
    "xmlns:di": DI,
    "xmlns:motcua": MOTCUA,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_TAGS: dict[type[Node], str] = {
    Start: "startEvent",
    Step: "userTask",
    Exclusive: "exclusiveGateway",
    Parallel: "parallelGateway",
    Call: "callActivity",
    End: "endEvent",
}


def write_process(process: Process) -> bytes:
    """The whole file: one process, in one pool with its lanes, and the diagram (UTF-8)."""
    layout = lay_out(process)
    root = Element("bpmn:definitions", {**_NAMESPACES, "id": "definitions", "targetNamespace": MOTCUA})
    collaboration = SubElement(root, "bpmn:collaboration", {"id": "collaboration"})
    pool = {"id": "pool", "name": process.name, "processRef": process.id}
    SubElement(collaboration, "bpmn:participant", pool)
    _write_process(root, process, layout)
    _write_diagram(root, process, layout)
    indent(root)
    written: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _write_process(root: Element, process: Process, layout: Layout) -> None:
    named = {"id": process.id, "name": process.name, "isExecutable": "true"}
    element = SubElement(root, "bpmn:process", named)
    if process.lanes:
        lanes = SubElement(element, "bpmn:laneSet", {"id": "lanes"})
        for lane in process.lanes:
            _write_lane(lanes, lane, [one for one, where in layout.lane_of.items() if where == lane.id])
    for node in process.nodes:
        _write_node(element, node, process)
    for flow in process.flows:
        ends = {"id": flow.id, "name": flow.name, "sourceRef": flow.source, "targetRef": flow.target}
        written = SubElement(element, "bpmn:sequenceFlow", _present(ends))
        if flow.guard is not None:
            condition = SubElement(
                written, "bpmn:conditionExpression", {"xsi:type": "bpmn:tFormalExpression"}
            )
            condition.text = flow.guard


def _write_lane(lanes: Element, lane: Lane, node_ids: list[str]) -> None:
    attributes = {"id": lane.id, "name": lane.name, "motcua:role": lane.role, "motcua:where": lane.where}
    element = SubElement(lanes, "bpmn:lane", _present(attributes))
    for node_id in node_ids:
        SubElement(element, "bpmn:flowNodeRef").text = node_id


def _write_node(element: Element, node: Node, process: Process) -> None:
    attributes: dict[str, str | None] = {"id": node.id, "name": node.name}
    match node:
        case Step(limit=limit, kind=kind):
            attributes |= {"motcua:limit": limit, "motcua:kind": kind}
        case Exclusive(default=default):
            attributes["default"] = default
        case Call(called=called):
            attributes["calledElement"] = called
        case End(result=result):
            attributes["motcua:result"] = result
    written = SubElement(element, f"bpmn:{_TAGS[type(node)]}", _present(attributes))
    for flow in (flow for flow in process.flows if flow.target == node.id):
        SubElement(written, "bpmn:incoming").text = flow.id
    for flow in (flow for flow in process.flows if flow.source == node.id):
        SubElement(written, "bpmn:outgoing").text = flow.id


def _write_diagram(root: Element, process: Process, layout: Layout) -> None:
    diagram = SubElement(root, "bpmndi:BPMNDiagram", {"id": "diagram"})
    plane = SubElement(diagram, "bpmndi:BPMNPlane", {"id": "plane", "bpmnElement": "collaboration"})
    _write_shape(plane, "pool", layout.pool, {"isHorizontal": "true"})
    for lane, box in layout.lanes.items():
        _write_shape(plane, lane, box, {"isHorizontal": "true"})
    for node in process.nodes:
        marker = {"isMarkerVisible": "true"} if isinstance(node, Exclusive) else {}
        _write_shape(plane, node.id, layout.nodes[node.id], marker)
    for flow, points in layout.flows.items():
        edge = SubElement(plane, "bpmndi:BPMNEdge", {"id": f"{flow}_di", "bpmnElement": flow})
        for x, y in points:
            SubElement(edge, "di:waypoint", {"x": str(x), "y": str(y)})


def _write_shape(plane: Element, element_id: str, box: Box, more: dict[str, str]) -> None:
    shape = SubElement(
        plane, "bpmndi:BPMNShape", {"id": f"{element_id}_di", "bpmnElement": element_id, **more}
    )
    bounds = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    SubElement(shape, "dc:Bounds", {name: str(value) for name, value in bounds.items()})


def _present(attributes: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value}
