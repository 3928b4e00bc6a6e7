"""A dossier's story for its owner: whose turn it is, what lies ahead, and why the date is what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.kit.instants import local
from motcua.records.dossiers.models import Dossier
from motcua.records.tasks.models import Task
from motcua.reports.dossier_progress import steps_in_order
from motcua.rules.lifecycle import CLOCK_RUNNING, OPEN
from motcua.rules.reckoning import describe_counting, reckon_days
from motcua.rules.time_limit import describe_limit, parse_limit
from motcua.rules.timeliness import describe_remaining, open_state
from motcua.services.agencies.find import find_agencies
from motcua.services.calendars.frozen import working_calendar
from motcua.services.dossiers.facts.clock import calendar_of, clock_of, limit_of
from motcua.services.processes.frozen import process_table
from motcua.web.layout.reader import told
from motcua.web.layout.strip import Day
from motcua.web.layout.words import short_instant

_TONES = {"on_track": "ok", "due_soon": "soon", "past_closing": "soon", "overdue": "late"}
APPLICANTS_TURN = frozenset({"awaiting_completion", "awaiting_supplement", "awaiting_payment"})


@dataclass(frozen=True, slots=True)
class Part:
    """A stop on the line of parts, as `layout/_steps.html` shows it."""

    state: str  # done, here, you, todo
    who: str
    what: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """The time that is left, as a tag."""

    tone: str
    word: str


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Why the due date is what it is."""

    days: Sequence[Day]
    summary: str
    due_at: datetime


def line_of_parts(dossier: Dossier, tasks: Sequence[Task]) -> list[Part]:
    """Done, here, still to come; the applicant's own turn where it is theirs."""
    parts = [Part("done", _("Bạn"), _("đã nộp hồ sơ"), short_instant(dossier.submitted_at))]
    parts += [_part_of(task) for task in tasks if task.status == Task.DONE]
    still_open = [_part_of(task) for task in tasks if task.status != Task.DONE]
    if dossier.status in APPLICANTS_TURN:
        # The officer's step stands open, but nobody can do it before the applicant has done theirs.
        parts.append(Part("you", _("Bạn"), _turn_words(dossier.status)))
        still_open = [Part("todo", part.who, part.what) for part in still_open]
    parts += still_open
    if dossier.status in OPEN:
        parts += _ahead(dossier, tasks)
    return _joined(parts)


def whose_turn(dossier: Dossier) -> str:
    """In a word, for the list."""
    if dossier.status in APPLICANTS_TURN:
        return _("Đến lượt bạn")
    if dossier.status == "submitted":
        return dossier.receiving_agency.name
    if dossier.status in OPEN:
        return dossier.lead_agency.name
    return dossier.receiving_agency.name if dossier.status in {"finished", "refused", "stopped"} else ""


def time_left(dossier: Dossier, *, now: datetime) -> Left | None:
    """Until the desk must answer, or until the due date; None while the clock stands still or is over."""
    if dossier.status == "submitted":
        limit = parse_limit("8 working_hour")
        calendar = working_calendar(dossier.calendar_version_id, dossier.receiving_agency.code)
        due = dossier.answer_due_at
    elif dossier.status in CLOCK_RUNNING and dossier.due_at:
        limit, calendar, due = limit_of(dossier), calendar_of(dossier), dossier.due_at
    else:
        return None
    state = open_state(limit, local(due), local(now), calendar)
    return Left(_TONES[state], told(describe_remaining(limit, local(due), local(now), calendar)))


def reckoning_of(dossier: Dossier) -> Reckoning | None:
    """None before receipt: only the desk's answer has a date yet."""
    if dossier.received_at is None or dossier.due_at is None:
        return None
    limit, state = limit_of(dossier), clock_of(dossier)
    days = reckon_days(state.started_at, limit, calendar_of(dossier), state.pauses)
    words = {"limit": told(describe_limit(limit)), "how": told(describe_counting(limit))}
    return Reckoning(
        days=[Day(on=day.date, kind=day.kind, cause=_(day.cause) if day.cause else "") for day in days],
        summary=_("Thời hạn %(limit)s: %(how)s.") % words,
        due_at=dossier.due_at,
    )


def _turn_words(status: str) -> str:
    return _("cần nộp phí, lệ phí") if status == "awaiting_payment" else _("cần bổ sung hồ sơ")


def _part_of(task: Task) -> Part:
    if task.status == Task.DONE and task.done_at:
        return Part("done", task.agency.name, _lowered(task), short_instant(task.done_at))
    note = _("trước %(when)s") % {"when": short_instant(task.due_at)} if task.due_at else ""
    return Part("here", task.agency.name, _lowered(task), note)


def _lowered(task: Task) -> str:
    """Reads on after the agency's name."""
    words = {Task.INTAKE: _("tiếp nhận hồ sơ"), Task.RELEASE: _("trả kết quả cho bạn")}
    name = words.get(task.step) or _(task.name)
    return name[:1].lower() + name[1:]


def _ahead(dossier: Dossier, tasks: Sequence[Task]) -> list[Part]:
    """The steps of the process that nobody has begun, and the release at the end."""
    ahead = []
    if dossier.process_version_id is not None:
        table = process_table(dossier.process_version_id)
        begun = {task.step for task in tasks}
        steps = [table.steps[step] for step in steps_in_order(table) if step not in begun]
        agencies = find_agencies(
            (step.where or "receiving" for step in steps), receiving=dossier.receiving_agency
        )
        ahead = [
            Part("todo", agencies[step.where or "receiving"].name, step.name[:1].lower() + step.name[1:])
            for step in steps
        ]
    return [*ahead, Part("todo", dossier.receiving_agency.name, _("trả kết quả cho bạn"))]


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Like steps of one agency in a row become one stop: the line tells who, not every hand."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last and part.state in ("done", "todo") and (last.state, last.who) == (part.state, part.who):
            joined[-1] = Part(part.state, part.who, f"{last.what}, {part.what}", part.note or last.note)
        else:
            joined.append(part)
    return joined
