"""The province's calendar as its folder has it, with what administrators have changed since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.kit.refusal import Refused
from motcua.records.calendars.models import CalendarVersion
from motcua.rules.calendar_change import apply_change, read_change


def load_calendar(*, content: Mapping[str, Any], at: datetime) -> int:
    """A new version where folder and changes together make another calendar than the one in force.

    An administrator's change outlives a newer folder; one that the folder has itself by now is left out.
    """
    wanted = dict(content)
    for written in _changes():
        made = apply_change(wanted, read_change(written))
        wanted = wanted if isinstance(made, Refused) else made
    last = CalendarVersion.objects.order_by("-number").first()
    if last and last.content == wanted:
        return 0
    CalendarVersion.objects.create(number=last.number + 1 if last else 1, content=wanted, made_at=at)
    return 1


def _changes() -> list[dict[str, Any]]:
    made = CalendarVersion.objects.filter(change__isnull=False).order_by("number")
    return [version.change for version in made if version.change]
