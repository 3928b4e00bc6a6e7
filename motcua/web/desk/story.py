"""A dossier's story for its page: the line of parts, the reckoning day by day, the journal in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.kit.instants import local
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.letters.models import Letter
from motcua.records.notes.models import Look, Note
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.reports.dossier_page import DossierFacts, HistoryLine
from motcua.rules.reckoning import reckon_days
from motcua.rules.time_limit import describe_limit
from motcua.services.dossiers.facts.clock import calendar_of, clock_of, limit_of
from motcua.services.dossiers.facts.letters import open_letter
from motcua.services.dossiers.facts.notes import open_note
from motcua.services.dossiers.facts.tasks import SENT_BACK
from motcua.web.desk.remaining import Remaining, remaining, translated
from motcua.web.layout.strip import Day
from motcua.web.layout.words import short_instant

EVENTS = {
    "dossier.submitted": N_("nộp hồ sơ"),
    "dossier.received": N_("tiếp nhận hồ sơ"),
    "dossier.declined": N_("từ chối tiếp nhận"),
    "dossier.processing": N_("bắt đầu xử lý"),
    "dossier.step_completed": N_("làm xong một bước"),
    "dossier.step_sent_back": N_("trả lại bước trước"),
    "dossier.step_overdue": N_("một bước quá hạn"),
    "dossier.overdue": N_("hồ sơ quá hạn giải quyết"),
    "dossier.assigned": N_("phân công"),
    "dossier.assignment_undone": N_("hoàn tác việc phân công"),
    "dossier.supplement_requested": N_("yêu cầu bổ sung"),
    "dossier.supplement_proposed": N_("đề xuất hỏi thêm người nộp"),
    "dossier.proposal_dropped": N_("bỏ đề xuất hỏi thêm"),
    "dossier.opinion_asked": N_("xin ý kiến cơ quan khác"),
    "dossier.opinion_given": N_("cho ý kiến"),
    "dossier.opinion_withdrawn": N_("rút lần xin ý kiến"),
    "dossier.letter_written": N_("nhắn tin"),
    "dossier.supplement_added": N_("bổ sung một phần"),
    "dossier.supplemented": N_("bổ sung đủ hồ sơ"),
    "dossier.calendar_changed": N_("đổi lịch làm việc, hạn tính lại"),
    "dossier.paused": N_("tạm dừng tính hạn"),
    "dossier.resumed": N_("tiếp tục tính hạn"),
    "dossier.extension_signed": N_("ký đề nghị gia hạn và xin lỗi"),
    "dossier.apologised": N_("xin lỗi và hẹn lại"),
    "dossier.finished": N_("giải quyết xong"),
    "dossier.refused": N_("từ chối giải quyết"),
    "dossier.stopped": N_("dừng giải quyết"),
    "dossier.released": N_("trả kết quả"),
    "dossier.originals_returned": N_("trả lại bản gốc"),
    "dossier.uncollected_reminded": N_("nhắc người nộp đến nhận kết quả"),
    "dossier.withdrawn": N_("rút hồ sơ"),
}


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Why the due date is what it is."""

    days: Sequence[Day]
    summary: str
    remaining: Remaining | None


def parts_of(dossier: Dossier, facts: DossierFacts) -> list[dict[str, str]]:
    """The line of parts: steps done and open, who holds them; the citizen where it is their turn."""
    lines = [_part(task) for task in facts.tasks]
    if dossier.status in {"awaiting_supplement", "awaiting_completion"}:
        lines.append({"state": "here", "who": _("Người nộp"), "what": _("cần bổ sung hồ sơ"), "note": ""})
    return lines


def _part(task: Task) -> dict[str, str]:
    if task.status == Task.DONE and task.done_at:
        who = task.done_by.name if task.done_by else ""
        note = f"{short_instant(task.done_at)} · {who}"
        if task.outcome == SENT_BACK:
            note = f"{note} · {_('trả lại')}: {task.note}"
        return {"state": "done", "who": task.agency.name, "what": _(task.name), "note": note}
    holder = task.assignee.name if task.assignee else _("chưa ai nhận")
    return {"state": "here", "who": task.agency.name, "what": _(task.name), "note": holder}


def reckoning_of(dossier: Dossier, facts: DossierFacts, *, now: datetime) -> Reckoning | None:
    """None before receipt: the desk's own clock is on the intake task."""
    if dossier.received_at is None:
        return None
    limit, calendar, state = limit_of(dossier), calendar_of(dossier), clock_of(dossier)
    days = reckon_days(state.started_at, limit, calendar, state.pauses)
    is_open = dossier.finished_at is None and dossier.closed_at is None and state.status == "running"
    left = remaining(dossier.limit_text, dossier.due_at, now=now, calendar=calendar) if is_open else None
    return Reckoning(
        days=[Day(on=day.date, kind=day.kind, cause=day.cause or "") for day in days],
        summary=_("Thời hạn %(limit)s, không tính ngày tiếp nhận và ngày nghỉ")
        % {"limit": translated(describe_limit(limit))},
        remaining=left,
    )


def note_lines(notes: Sequence[Note], *, seen: Look | None, reader: Account) -> list[dict[str, Any]]:
    """Officers' notes, oldest first; others' notes since the reader's last look are new."""
    return [
        {
            "at": note.at,
            "who": note.by.name,
            "text": open_note(note),
            "is_new": seen is not None and note.at > seen.at and note.by_id != reader.pk,
        }
        for note in notes
    ]


def letter_lines(letters: Sequence[Letter], *, seen: Look | None, reader: Account) -> list[dict[str, Any]]:
    """The thread with the applicant; what others wrote since the reader's last look is new."""
    return [
        {
            "at": one.at,
            "who": one.by.name,
            "is_from_applicant": one.is_from_applicant,
            "text": open_letter(one),
            "is_new": (seen is None or one.at > seen.at) and one.by_id != reader.pk,
            "is_unread": not one.is_from_applicant and one.read_at is None,
        }
        for one in letters
    ]


def history_lines(
    history: Sequence[HistoryLine], *, seen: Look | None, reader: Account
) -> list[dict[str, Any]]:
    """The journal in plain words, newest first; what others did after the reader's last look is new."""
    return [
        {
            "at": line.entry.at,
            "who": line.who or _("Người dân"),
            "what": _what(line),
            "in_place_of": line.in_place_of,
            "local": local(line.entry.at),
            "is_new": seen is not None and line.entry.number > seen.version and line.entry.actor != reader.pk,
        }
        for line in reversed(history)
    ]


def _what(line: HistoryLine) -> str:
    what = _(EVENTS.get(line.entry.kind, line.entry.kind))
    return f"{what} {_('(người khác nộp thay)')}" if line.entry.data.get("is_by_proxy") else what
