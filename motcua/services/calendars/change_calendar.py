"""An administrator changes the working calendar: a new version; the one before stays (rules.md 1)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from motcua.kit.folding import clean_text
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.agencies.models import Agency
from motcua.records.calendars.models import CalendarVersion
from motcua.records.people.models import Account
from motcua.rules.calendar_change import Change, apply_change
from motcua.services.errors import NotDone
from motcua.services.journal.configuration_stream import record_configuration

_CHANGED = Refused(
    "calendar_changed_meanwhile",
    N_("Lịch vừa có bản mới hơn bản bạn xem. Hãy xem lại ảnh hưởng rồi xác nhận lại."),
)


def change_calendar(
    *, change: Change, reason: str, seen: int, moves_open: bool, by: Account, at: datetime
) -> CalendarVersion:
    """Puts the changed calendar in force for what is filed from now on.

    `seen`: the number of the version whose effect was looked at. `moves_open`: whether the worker takes
    the open dossiers over to it. Raises NotDone where the change makes no sense or somebody was quicker.
    """
    last = latest_calendar()
    if last.number != seen:
        raise NotDone(_CHANGED)
    content = changed_content(last, change)
    try:
        with transaction.atomic():
            version = CalendarVersion.objects.create(
                number=last.number + 1,
                content=content,
                made_at=at,
                made_by=by,
                change=change.to_json(),
                reason=clean_text(reason)[:500],
                moves_open=moves_open,
            )
            data = {"number": version.number, "change": version.change, "moves_open": moves_open}
            record_configuration(kind="calendar.changed", at=at, data=data, actor=by.pk)
    except IntegrityError:
        raise NotDone(_CHANGED) from None
    return version


def latest_calendar() -> CalendarVersion:
    """The version that dossiers filed now are reckoned by."""
    return CalendarVersion.objects.order_by("-number")[:1].get()


def changed_content(version: CalendarVersion, change: Change) -> dict[str, Any]:
    """What the version's content becomes; NotDone where it cannot."""
    if change.agency and not Agency.objects.filter(code=change.agency, is_active=True).exists():
        unknown = Refused(
            "unknown_agency", N_("Không có cơ quan mang mã %(code)s."), {"code": change.agency[:40]}
        )
        raise NotDone(unknown, {"agency": unknown})
    made = apply_change(version.content, change)
    if isinstance(made, Refused):
        raise NotDone(made)
    return made
