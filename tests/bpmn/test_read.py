"""Drawings of any modeller: counted whole, run where we can, the rest named."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.bpmn.names import BPMN, MOTCUA
from motcua.bpmn.parse import parse_definitions
from motcua.bpmn.read import Drawing, read_drawings
from motcua.kit.refusal import Refused
from motcua.rules.process_model import Call, End, Exclusive, Flow, Lane, Parallel, Start, Step

FILES = Path(__file__).parent / "files"


def read(data: bytes) -> tuple[Drawing, ...]:
    root = parse_definitions(data)
    assert not isinstance(root, Refused), str(root)
    return read_drawings(root)


def read_inner(inner: str) -> Drawing:
    text = f'<definitions xmlns="{BPMN}" xmlns:m="{MOTCUA}"><process id="p">{inner}</process></definitions>'
    (drawing,) = read(text.encode())
    return drawing


def unsupported(drawing: Drawing) -> list[tuple[str, str | None]]:
    return [(one.element, one.id) for one in drawing.unsupported]


def test_a_camunda_export_is_counted_and_what_cannot_run_is_named() -> None:
    (drawing,) = read((FILES / "camunda.bpmn").read_bytes())
    assert (drawing.id, drawing.flow_nodes, drawing.lanes) == ("invoice", 7, 0)
    assert unsupported(drawing) == [
        ("boundaryEvent", "late"),
        ("serviceTask", "pay"),
        ("terminateEventDefinition", "End_no"),
    ]
    step = drawing.process.steps[0]
    assert (step.name, step.limit, step.kind) == ("Review invoice", None, "handle")


def test_a_bpmn_io_export_with_pools_nested_lanes_and_plain_tasks_can_run() -> None:
    drawing, partner = read((FILES / "bpmn-io.bpmn").read_bytes())
    assert (drawing.id, drawing.flow_nodes, drawing.lanes, drawing.unsupported) == ("Process_desk", 6, 3, ())
    assert (partner.id, partner.flow_nodes) == ("Process_tax", 0)
    assert drawing.process.lanes == (
        Lane("Lane_commune", "UBND xã", None, "receiving"),
        Lane("Lane_desk", "Một cửa", "desk_officer", "receiving"),
        Lane("Lane_leader", "Lãnh đạo", "leader", "receiving"),
    )
    assert drawing.process.steps == (
        Step("check", "Kiểm tra bản chính", "1 working_hour", "verify", "Lane_desk"),
        Step("sign", "Ký chứng thực", "1 working_hour", "approve", "Lane_leader"),
    )


def test_a_signavio_export_is_counted_at_every_depth() -> None:
    (drawing,) = read((FILES / "signavio.bpmn").read_bytes())
    assert (drawing.flow_nodes, drawing.lanes) == (14, 3)
    assert unsupported(drawing) == [
        ("messageEventDefinition", "sid-1"),
        ("subProcess", "sid-2"),
        ("standardLoopCharacteristics", "sid-4"),
        ("adHocSubProcess", "sid-5"),
        ("scriptTask", "sid-6"),
        ("inclusiveGateway", "sid-9"),
        ("eventBasedGateway", "sid-10"),
        ("intermediateCatchEvent", "sid-11"),
        ("intermediateThrowEvent", "sid-12"),
        ("transaction", "sid-13"),
    ]


def test_every_kind_of_node_we_run_is_read_with_our_words() -> None:
    drawing = read_inner(
        """
        <laneSet><lane id="l" name=" Một  cửa " m:role="desk_officer" m:where="receiving">
          <flowNodeRef>a</flowNodeRef></lane></laneSet>
        <startEvent id="s" name="Bắt đầu"/>
        <userTask id="a" name="Xử lý" m:limit="2 working_day" m:kind="appraise"/>
        <exclusiveGateway id="x" default="f4"/>
        <parallelGateway id="p1"/>
        <callActivity id="c" calledElement="other:verify"/>
        <endEvent id="e" m:result="granted"/>
        <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
        <sequenceFlow id="f3" name="được" sourceRef="x" targetRef="p1">
          <conditionExpression> outcome = 'approve' </conditionExpression></sequenceFlow>
        """
    )
    assert drawing.process.lanes == (Lane("l", "Một cửa", "desk_officer", "receiving"),)
    assert drawing.process.nodes == (
        Start("s", "Bắt đầu"),
        Step("a", "Xử lý", "2 working_day", "appraise", "l"),
        Exclusive("x", "", "f4"),
        Parallel("p1"),
        Call("c", "", "verify"),
        End("e", "", "granted"),
    )
    assert drawing.process.flows == (
        Flow("f1", "s", "a"),
        Flow("f3", "x", "p1", "outcome = 'approve'", "được"),
    )
    assert drawing.unsupported == ()


@pytest.mark.parametrize(
    ("inner", "element"),
    [
        ('<startEvent id="n"><timerEventDefinition/></startEvent>', "timerEventDefinition"),
        ('<endEvent id="n"><errorEventDefinition/></endEvent>', "errorEventDefinition"),
        ('<endEvent id="n"><eventDefinitionRef>x</eventDefinitionRef></endEvent>', "eventDefinitionRef"),
        (
            '<userTask id="n"><multiInstanceLoopCharacteristics/></userTask>',
            "multiInstanceLoopCharacteristics",
        ),
        ('<userTask id="n" isForCompensation="true"/>', "userTask"),
        *(
            (f'<{name} id="n"/>', name)
            for name in ("sendTask", "receiveTask", "businessRuleTask", "serviceTask")
        ),
        *((f'<{name} id="n"/>', name) for name in ("complexGateway", "inclusiveGateway", "subProcess")),
    ],
)
def test_whatever_cannot_run_is_named_by_element_and_id(inner: str, element: str) -> None:
    assert unsupported(read_inner(inner)) == [(element, "n")]


def test_a_guarded_flow_out_of_a_task_cannot_run() -> None:
    drawing = read_inner(
        '<task id="a"/><exclusiveGateway id="x"/>'
        '<sequenceFlow id="f" sourceRef="a" targetRef="x"><conditionExpression/></sequenceFlow>'
        '<sequenceFlow id="g" sourceRef="x" targetRef="a"><conditionExpression/></sequenceFlow>'
    )
    assert unsupported(drawing) == [("sequenceFlow", "f")]
    assert [flow.guard for flow in drawing.process.flows] == ["", ""]


def test_nodes_without_an_id_are_counted_and_kept_apart() -> None:
    drawing = read_inner("<userTask/><userTask/><endEvent/>")
    assert drawing.flow_nodes == 3
    assert len({node.id for node in drawing.process.nodes}) == 3


def test_elements_of_other_vocabularies_with_like_names_are_not_nodes() -> None:
    drawing = read_inner('<x:userTask xmlns:x="urn:x" id="a"/><userTask xmlns="" id="b"/>')
    assert (drawing.flow_nodes, drawing.process.nodes) == (0, ())
