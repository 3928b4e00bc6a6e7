"""A process as it is drawn: lanes, steps, gateways, flows (quy trình điện tử, TT 01/2018 Art. 8).

The words are BPMN's; `role`, `where`, `limit`, `kind` and `result` are ours (docs/bpmn.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.kit.words import N_

ROLES: Mapping[str, str] = {
    "desk_officer": N_("Cán bộ tiếp nhận và trả kết quả"),
    "desk_head": N_("Người đứng đầu Bộ phận Một cửa"),
    "specialist": N_("Chuyên viên xử lý"),
    "unit_head": N_("Trưởng phòng, lãnh đạo đơn vị"),
    "leader": N_("Lãnh đạo cơ quan"),
    "clerk": N_("Văn thư"),
}

KINDS: Mapping[str, str] = {
    "forward": N_("Chuyển hồ sơ"),
    "handle": N_("Xử lý"),
    "verify": N_("Thẩm tra, xác minh"),
    "appraise": N_("Thẩm định"),
    "consult": N_("Lấy ý kiến"),
    "propose": N_("Trình"),
    "approve": N_("Phê duyệt"),
    "record": N_("Vào sổ, đóng dấu"),
    "inform": N_("Thông báo, trả kết quả"),
}

RESULTS: Mapping[str, str] = {
    "granted": N_("Có kết quả"),
    "refused": N_("Từ chối giải quyết"),
    "stopped": N_("Dừng xử lý"),
}

# What a step may end with where a gateway asks for it; every other step simply ends with DONE.
OUTCOMES: Mapping[str, str] = {
    "approve": N_("Đồng ý"),
    "refuse": N_("Không đồng ý"),
    "needs_more": N_("Cần làm rõ, bổ sung"),
}
DONE = "done"

# Where a lane's people are found, from the receiving agency; `province:STP` and the like name the unit.
_PLACE = re.compile(
    r"receiving|commune|district|(?:province|district|fixed):[0-9A-Za-zĐđ][0-9A-Za-zĐđ.\-]{0,30}"
)
# Modellers wrap conditions in their own way: `${…}` or a leading `=`.
_GUARD = re.compile(
    r"(?:=\s*)?(?P<open>\$\{)?\s*outcome\s*==?\s*(?P<q>['\"])(?P<outcome>\w+)(?P=q)\s*(?(open)\})"
)


@dataclass(frozen=True, slots=True)
class Lane:
    """Who: a role at an agency that is found from the receiving one, never named by a person."""

    id: str
    name: str
    role: str | None
    where: str | None


@dataclass(frozen=True, slots=True)
class Start:
    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A user task. `limit` is kept as written (`2 working_day`), None where the drawing has none."""

    id: str
    name: str
    limit: str | None
    kind: str = "handle"
    lane: str | None = None


@dataclass(frozen=True, slots=True)
class Exclusive:
    """One way on: the flow whose guard fits the outcome of the step before, else the default flow."""

    id: str
    name: str = ""
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Parallel:
    """Waits for a token on every flow in, then sends one down every flow out."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """Another process in this place; resolved before anything is compiled (`process_calls`)."""

    id: str
    name: str
    called: str | None


@dataclass(frozen=True, slots=True)
class End:
    id: str
    name: str
    result: str | None


Node = Start | Step | Exclusive | Parallel | Call | End


@dataclass(frozen=True, slots=True)
class Flow:
    """`guard` is the condition as written: `outcome = 'approve'`."""

    id: str
    source: str
    target: str
    guard: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Process:
    id: str
    name: str
    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(node for node in self.nodes if isinstance(node, Step))


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a process may not be approved: what is wrong (Vietnamese msgid and what fills it) and where.

    `where` is a node's or flow's id, `path` the ids on the way there from the start, as counter-example;
    `evidence` is what else a machine may want of it, as plain JSON.
    """

    code: str
    where: str
    message: str
    params: Mapping[str, object] = field(default_factory=dict)
    path: tuple[str, ...] = ()
    evidence: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


@dataclass(frozen=True, slots=True)
class Graph:
    """A process looked up from every side; flows whose ends are missing are left out."""

    nodes: Mapping[str, Node]
    lanes: Mapping[str, Lane]
    outgoing: Mapping[str, tuple[Flow, ...]]
    incoming: Mapping[str, tuple[Flow, ...]]

    def next_ids(self, node_id: str) -> tuple[str, ...]:
        return tuple(flow.target for flow in self.outgoing[node_id])


def graph_of(process: Process) -> Graph:
    nodes = {node.id: node for node in process.nodes}
    outgoing: dict[str, list[Flow]] = {node_id: [] for node_id in nodes}
    incoming: dict[str, list[Flow]] = {node_id: [] for node_id in nodes}
    for flow in process.flows:
        if flow.source in nodes and flow.target in nodes:
            outgoing[flow.source].append(flow)
            incoming[flow.target].append(flow)
    return Graph(
        nodes,
        {lane.id: lane for lane in process.lanes},
        {node_id: tuple(flows) for node_id, flows in outgoing.items()},
        {node_id: tuple(flows) for node_id, flows in incoming.items()},
    )


def guard_outcome(guard: str) -> str | None:
    """The outcome a guard asks for (`outcome = 'approve'`), None where the guard is not known."""
    match = _GUARD.fullmatch(guard.strip())
    return match["outcome"] if match and match["outcome"] in OUTCOMES else None


def is_place(where: str) -> bool:
    """Whether `where` is one of the places a lane's people can be found at."""
    return _PLACE.fullmatch(where) is not None
