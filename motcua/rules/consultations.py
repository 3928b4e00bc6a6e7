"""Until when an asked agency answers: working hours inside the dossier's own limit (NĐ 61/2018 Art. 19.5)."""

from __future__ import annotations

from datetime import datetime

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.time_limit import TimeLimit, due_at
from motcua.rules.working_calendar import WorkingCalendar

LONGEST_HOURS = 240


def consultation_due_at(
    asked_at: datetime, hours: int, calendar: WorkingCalendar, *, dossier_due_at: datetime | None
) -> datetime | Refused:
    """When `hours` (1 to 240) working hours of the asked agency's calendar have passed.

    The dossier's clock runs on meanwhile, so the answer has to come before its limit; a dossier that is
    overdue already may still be asked about.
    """
    if not 1 <= hours <= LONGEST_HOURS:
        return Refused(
            "bad_hours",
            N_("Hãy ghi thời hạn trả lời từ 1 đến %(most)s giờ làm việc, chỉ bằng chữ số."),
            {"most": LONGEST_HOURS},
        )
    due = due_at(asked_at, TimeLimit(hours, "working_hour"), calendar)
    if dossier_due_at is not None and asked_at < dossier_due_at < due:
        return Refused(
            "past_the_limit",
            N_("Trả lời vào %(due)s là sau hạn trả kết quả của hồ sơ (%(limit)s). Hãy hỏi với hạn ngắn hơn."),
            {"due": _said(due), "limit": _said(dossier_due_at)},
        )
    return due


def _said(at: datetime) -> str:
    return at.strftime("%H:%M %d/%m/%Y")
