"""Checks BPMN files for approval: can it be read, can it be run, is it sound, does it fit its limit.

TT 01/2018 Art. 8 and 21: what the controlling office looks at before the Chairman approves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from motcua.bpmn.parse import parse_definitions
from motcua.bpmn.read import Drawing, Unsupported, read_drawings
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.process_calls import resolve_calls
from motcua.rules.process_model import Problem, Process
from motcua.rules.process_soundness import check_soundness
from motcua.rules.process_timing import check_timing
from motcua.rules.time_limit import TimeLimit
from motcua.rules.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Deadline:
    """The procedure's limit, and the start days (`first` to `last`, both in) from which it must hold."""

    limit: TimeLimit
    calendar: WorkingCalendar
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class BpmnFile:
    """A file as read. `refused` says why it is no BPMN 2.0; then it holds no drawings."""

    name: str
    drawings: tuple[Drawing, ...] = ()
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class FoundProblem:
    process: str | None
    problem: Problem


@dataclass(frozen=True, slots=True)
class FileReport:
    """`is_sound` is None where something can't be run, or nothing could be read at all."""

    name: str
    is_readable: bool
    is_sound: bool | None
    drawings: tuple[Drawing, ...]
    problems: tuple[FoundProblem, ...]

    def to_json(self) -> dict[str, object]:
        return {
            "file": self.name,
            "readable": self.is_readable,
            "sound": self.is_sound,
            "processes": [_drawing_to_json(drawing) for drawing in self.drawings],
            "problems": [_problem_to_json(found) for found in self.problems],
        }


def read_file(name: str, data: bytes) -> BpmnFile:
    """Reads a file's bytes; a file that is no BPMN 2.0 comes back with the reason."""
    definitions = parse_definitions(data)
    if isinstance(definitions, Refused):
        return BpmnFile(name, refused=definitions)
    return BpmnFile(name, read_drawings(definitions))


def check_files(files: Iterable[BpmnFile], deadline: Deadline | None = None) -> tuple[FileReport, ...]:
    """A report for each file, in order; calls find the processes of all of them, their own file's first."""
    together = tuple(files)
    library = library_of(drawing for file in together for drawing in file.drawings)
    return tuple(check_file(file, library, deadline) for file in together)


def check_file(
    file: BpmnFile, library: Mapping[str, Process], deadline: Deadline | None = None
) -> FileReport:
    """One file's report, its calls resolved in itself and in `library` (by process id)."""
    if file.refused is not None:
        return unreadable(file.name, file.refused)
    known = {**library, **library_of(file.drawings)}
    # Pools of outside partners are drawn as empty processes beside the one that is meant.
    is_alone = not any(drawing.flow_nodes for drawing in file.drawings)
    resolved = tuple(_resolved(drawing, known) for drawing in file.drawings)
    problems = [
        FoundProblem(drawing.id, problem)
        for drawing in resolved
        if drawing.flow_nodes or is_alone
        for problem in problems_of(drawing, deadline)
    ]
    if not file.drawings:
        problems.append(FoundProblem(None, Problem("no_process", "", N_("Tệp không có quy trình nào."))))
    can_run = bool(file.drawings) and not any(drawing.unsupported for drawing in resolved)
    return FileReport(file.name, True, (not problems) if can_run else None, resolved, tuple(problems))


def problems_of(drawing: Drawing, deadline: Deadline | None = None) -> tuple[Problem, ...]:
    """Why a drawing whose calls are resolved may not be approved; empty where it may."""
    if drawing.unsupported:
        return tuple(_unsupported_problem(one) for one in drawing.unsupported)
    if not drawing.flow_nodes:
        return (Problem("empty_process", drawing.process.id, N_("Quy trình chưa có phần tử nào.")),)
    problems = check_soundness(drawing.process)
    if problems or deadline is None:
        return problems
    late = check_timing(
        drawing.process, deadline.limit, deadline.calendar, first=deadline.first, last=deadline.last
    )
    return () if late is None else (late,)


def library_of(drawings: Iterable[Drawing]) -> dict[str, Process]:
    """The processes that may be called, by id: those that can be run themselves."""
    return {drawing.id: drawing.process for drawing in drawings if drawing.id and not drawing.unsupported}


def unreadable(name: str, reason: Refused) -> FileReport:
    problem = Problem(reason.code, "", reason.message, reason.params)
    return FileReport(name, False, None, (), (FoundProblem(None, problem),))


def _resolved(drawing: Drawing, library: Mapping[str, Process]) -> Drawing:
    resolved = resolve_calls(drawing.process, library)
    calls = tuple(Unsupported("callActivity", call) for call in resolved.unresolved)
    return replace(drawing, process=resolved.process, unsupported=(*drawing.unsupported, *calls))


def _unsupported_problem(one: Unsupported) -> Problem:
    message = N_(
        "Hệ thống không chạy được phần tử “%(element)s”: hãy vẽ lại bằng bước, cổng loại trừ, cổng song song."
    )
    if one.element == "callActivity":
        message = N_(
            "Quy trình được gọi không có trong các tệp đã nêu, tự gọi lại mình, hoặc không chạy được."
        )
    return Problem("unsupported", one.id or "", message, {"element": one.element})


def _drawing_to_json(drawing: Drawing) -> dict[str, object]:
    unsupported = [{"element": one.element, "id": one.id} for one in drawing.unsupported]
    return {
        "id": drawing.id,
        "flow_nodes": drawing.flow_nodes,
        "lanes": drawing.lanes,
        "unsupported": unsupported,
    }


def _problem_to_json(found: FoundProblem) -> dict[str, object]:
    problem = found.problem
    return {
        "code": problem.code,
        "where": problem.where,
        "message": str(problem),
        "path": list(problem.path),
        "process": found.process,
        **({"evidence": dict(problem.evidence)} if problem.evidence else {}),
    }
