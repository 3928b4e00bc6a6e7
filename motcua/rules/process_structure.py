"""What can be seen wrong in a drawing without running it (TT 01/2018 Art. 8, 21).

`broken_structure` finds what keeps a process from being compiled at all, `missing_words` what a person
still has to fill in: limits, lanes, places, results.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from motcua.kit.errors import Unusable
from motcua.kit.words import N_
from motcua.rules.process_graph import is_decision, loop_without_work, reached_from_start, way_to
from motcua.rules.process_model import (
    KINDS,
    OUTCOMES,
    RESULTS,
    ROLES,
    Call,
    End,
    Exclusive,
    Graph,
    Lane,
    Node,
    Problem,
    Process,
    Start,
    Step,
    graph_of,
    guard_outcome,
    is_place,
)
from motcua.rules.process_routes import way_on
from motcua.rules.time_limit import parse_limit


def broken_structure(process: Process) -> tuple[Problem, ...]:
    """Everything that keeps the process from being compiled, with the way there."""
    before = reached_from_start(process)
    graph = graph_of(process)
    found = [*_doubled_ids(process), *_wrong_starts(process, graph), *_dangling_flows(process)]
    for node in process.nodes:
        found.extend(_node_problems(graph, node, way_to(node.id, before)))
    if loop := loop_without_work(graph):
        found.append(
            Problem(
                *("empty_loop", loop[0], N_("Các cổng nối vòng với nhau mà không có bước nào ở giữa.")),
                path=(*way_to(loop[0], before), *loop[1:], loop[0]),
            )
        )
    return tuple(found)


def unreachable_nodes(process: Process) -> tuple[Problem, ...]:
    """Nodes to which no way leads from the start."""
    before = reached_from_start(process)
    return tuple(
        Problem(
            "unreachable", node.id, N_("Không có đường nào từ điểm bắt đầu dẫn tới “%(node)s”."), _named(node)
        )
        for node in process.nodes
        if node.id not in before
    )


def missing_words(process: Process) -> tuple[Problem, ...]:
    """Steps without a usable limit, kind or lane; lanes without role or place; ends without a result."""
    lanes = {lane.id: lane for lane in process.lanes}
    found = [problem for step in process.steps for problem in _step_problems(step, lanes)]
    used = {step.lane for step in process.steps}
    found.extend(problem for lane in process.lanes if lane.id in used for problem in _lane_problems(lane))
    found.extend(
        problem for node in process.nodes if isinstance(node, End) for problem in _end_problems(node)
    )
    return tuple(found)


def _doubled_ids(process: Process) -> Iterator[Problem]:
    ids = Counter(one.id for one in (*process.nodes, *process.flows))
    for doubled in (one for one, count in ids.items() if count > 1):
        yield Problem(
            "duplicate_id", doubled, N_("Mã “%(id)s” được dùng cho nhiều phần tử."), {"id": doubled}
        )


def _wrong_starts(process: Process, graph: Graph) -> Iterator[Problem]:
    starts = [node for node in process.nodes if isinstance(node, Start)]
    if not starts:
        yield Problem("no_start", process.id, N_("Quy trình không có điểm bắt đầu."))
    for extra in starts[1:]:
        yield Problem(
            "several_starts", extra.id, N_("Quy trình chỉ được có một điểm bắt đầu; đây là điểm thừa.")
        )
    for start in starts:
        if graph.incoming[start.id]:
            yield Problem("flow_into_start", start.id, N_("Không được nối mũi tên vào điểm bắt đầu."))
    if not any(isinstance(node, End) for node in process.nodes):
        yield Problem("no_end", process.id, N_("Quy trình không có điểm kết thúc."))


def _dangling_flows(process: Process) -> Iterator[Problem]:
    nodes = {node.id for node in process.nodes}
    for flow in process.flows:
        for missing in (end for end in (flow.source, flow.target) if end not in nodes):
            message = N_("Mũi tên “%(flow)s” nối với “%(missing)s”, nhưng quy trình không có phần tử này.")
            yield Problem("dangling_flow", flow.id, message, {"flow": flow.id, "missing": missing})


def _node_problems(graph: Graph, node: Node, way: tuple[str, ...]) -> Iterator[Problem]:
    flows = graph.outgoing[node.id]
    if isinstance(node, End):
        if flows:
            yield Problem(
                "flow_out_of_end", node.id, N_("Không được nối mũi tên ra từ điểm kết thúc."), path=way
            )
    elif not flows:
        message = N_("Ngõ cụt: sau “%(node)s” không có đường đi tiếp tới điểm kết thúc.")
        yield Problem("dead_end", node.id, message, _named(node), way)
    if isinstance(node, Call):
        message = N_("Quy trình được gọi ở “%(node)s” chưa có trong thư viện.")
        yield Problem("unresolved_call", node.id, message, _named(node), way)
    if isinstance(node, Exclusive):
        yield from _choice_problems(graph, node, way)
    else:
        for flow in (flow for flow in flows if flow.guard is not None):
            message = N_("Điều kiện chỉ được đặt trên mũi tên ra từ cổng rẽ nhánh loại trừ.")
            yield Problem("guard_outside_gateway", flow.id, message, path=way)


def _choice_problems(graph: Graph, gateway: Exclusive, way: tuple[str, ...]) -> Iterator[Problem]:
    flows = graph.outgoing[gateway.id]
    if gateway.default is not None and gateway.default not in {flow.id for flow in flows}:
        message = N_("Lối mặc định “%(flow)s” không phải là mũi tên ra của cổng này.")
        yield Problem("unknown_default", gateway.id, message, {"flow": gateway.default}, way)
    if not is_decision(graph, gateway.id):
        return
    asked: set[str] = set()
    for flow in (flow for flow in flows if flow.id != gateway.default):
        outcome = guard_outcome(flow.guard or "")
        if flow.guard is None:
            message = N_("Mũi tên ra từ cổng rẽ nhánh phải có điều kiện, hoặc là lối mặc định.")
            yield Problem("missing_guard", flow.id, message, path=way)
        elif outcome is None:
            message = N_(
                "Không hiểu điều kiện “%(guard)s”. Viết: outcome = 'approve' (hoặc refuse, needs_more)."
            )
            yield Problem("unknown_guard", flow.id, message, {"guard": flow.guard[:80]}, way)
        elif outcome in asked:
            message = N_("Hai mũi tên ra từ cùng một cổng có cùng điều kiện “%(guard)s”.")
            yield Problem("ambiguous_guard", flow.id, message, {"guard": flow.guard[:80]}, way)
        asked.add(outcome or "")
    covered = [outcome for outcome in OUTCOMES if way_on(graph, gateway.id, outcome)]
    if "" not in asked and len(covered) < 2:
        message = N_(
            "Cổng rẽ nhánh chỉ có lối cho “%(covered)s”: hãy vẽ lối cho kết quả khác hoặc lối mặc định."
        )
        yield Problem("one_sided_choice", gateway.id, message, {"covered": ", ".join(covered)}, way)


def _step_problems(step: Step, lanes: Mapping[str, Lane]) -> Iterator[Problem]:
    if step.limit is None or not step.limit.strip():
        yield Problem("missing_limit", step.id, N_("Bước “%(node)s” chưa có thời hạn."), _named(step))
    elif not _is_limit(step.limit):
        message = N_("Thời hạn “%(limit)s” của bước “%(node)s” không đọc được. Viết như: 2 working_day.")
        yield Problem("bad_limit", step.id, message, {**_named(step), "limit": step.limit[:80]})
    if step.kind not in KINDS:
        message = N_("Loại việc “%(kind)s” của bước “%(node)s” không có trong danh mục.")
        yield Problem("unknown_kind", step.id, message, {**_named(step), "kind": step.kind[:80]})
    if step.lane not in lanes:
        message = N_("Bước “%(node)s” không nằm trong làn nào nên không biết ai làm.")
        yield Problem("missing_lane", step.id, message, _named(step))


def _lane_problems(lane: Lane) -> Iterator[Problem]:
    named = {"lane": lane.name or lane.id}
    if lane.role not in ROLES:
        message = N_("Làn “%(lane)s” chưa có vai trò (role) trong danh mục.")
        yield Problem("missing_role" if lane.role is None else "unknown_role", lane.id, message, named)
    if lane.where is None or not is_place(lane.where):
        message = N_("Làn “%(lane)s” chưa nói ở cơ quan nào (where), ví dụ receiving hoặc province:STP.")
        yield Problem("missing_where" if lane.where is None else "unknown_where", lane.id, message, named)


def _end_problems(end: End) -> Iterator[Problem]:
    if end.result not in RESULTS:
        message = N_("Điểm kết thúc “%(node)s” chưa ghi kết quả (granted, refused hoặc stopped).")
        yield Problem(
            "missing_result" if end.result is None else "unknown_result", end.id, message, _named(end)
        )


def _is_limit(text: str) -> bool:
    try:
        parse_limit(text)
    except Unusable:
        return False
    return True


def _named(node: Node) -> dict[str, object]:
    return {"node": node.name or node.id}
