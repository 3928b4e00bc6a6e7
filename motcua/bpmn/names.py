"""The XML names of BPMN 2.0 and our own attributes in it."""

from __future__ import annotations

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
MOTCUA = "urn:motcua:bpmn:1"

TASKS = frozenset(
    {
        *("task", "userTask", "manualTask", "serviceTask", "scriptTask", "sendTask", "receiveTask"),
        "businessRuleTask",
    }
)
EVENTS = frozenset(
    {
        *("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"),
        "implicitThrowEvent",
    }
)
GATEWAYS = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway", "eventBasedGateway"}
)
SUB_PROCESSES = frozenset({"subProcess", "adHocSubProcess", "transaction"})
FLOW_NODES = TASKS | EVENTS | GATEWAYS | SUB_PROCESSES | {"callActivity"}

# Work done by a person, however the modeller called it: all three run as steps.
STEPS = frozenset({"userTask", "task", "manualTask"})
RUNNABLE = STEPS | {"startEvent", "endEvent", "exclusiveGateway", "parallelGateway", "callActivity"}


def bpmn(name: str) -> str:
    return f"{{{BPMN}}}{name}"


def motcua(name: str) -> str:
    return f"{{{MOTCUA}}}{name}"
