"""Who is warned of a limit, and when: from the officer up to the controlling office (NĐ 61/2018 Art. 25)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.rules.working_calendar import WorkingCalendar

OFFICER = "officer"  # whoever holds the dossier's open step
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Rung:
    """One warning: to a role at an agency, `minutes` of working time before (< 0) or after the limit."""

    role: str
    where: str
    minutes: int
    drafts_extension: bool = False


Ladder = Sequence[Rung]


def read_ladder(ladders: Iterable[Mapping[str, Any]], about: str, *, on: date) -> tuple[Rung, ...]:
    """The rungs for that kind of limit as in force on a date, the earliest first; () where there are none.

    Raises ValueError where a later rung would ring before an earlier one.
    """
    for ladder in ladders:
        until = ladder["valid_to"] or "9999"
        if ladder["about"] == about and ladder["valid_from"] <= on.isoformat() <= until:
            rungs = tuple(_rung(one) for one in ladder["rungs"])
            if [rung.minutes for rung in rungs] != sorted(rung.minutes for rung in rungs):
                raise ValueError(f"escalation.json: the rungs about {about} are out of order")
            return rungs
    return ()


def _rung(told: Mapping[str, Any]) -> Rung:
    return Rung(
        role=told["role"],
        where=told["where"],
        minutes=round(told["working_hours"] * _HOUR),
        drafts_extension=bool(told.get("drafts_extension")),
    )


def ring_at(rung: Rung, *, started_at: datetime, due_at: datetime, calendar: WorkingCalendar) -> datetime:
    """When the rung rings for a limit that runs from `started_at` to `due_at`.

    A warning before the limit never comes in the first half of its working time (chosen): nobody is
    reminded of a dossier that has just come in.
    """
    if rung.minutes >= 0:
        return calendar.add_working_minutes(due_at, rung.minutes) if rung.minutes else due_at
    whole = calendar.working_minutes_between(started_at, due_at)
    before = min(-rung.minutes, whole // 2)
    return calendar.add_working_minutes(started_at, whole - before) if before > 0 else due_at


def rungs_reached(
    ladder: Ladder, *, started_at: datetime, due_at: datetime, now: datetime, calendar: WorkingCalendar
) -> int:
    """How many rungs have rung by `now`."""
    return sum(
        ring_at(rung, started_at=started_at, due_at=due_at, calendar=calendar) <= now for rung in ladder
    )


def horizon(ladder: Ladder, now: datetime, calendar: WorkingCalendar) -> datetime:
    """The latest due instant that the first rung could already ring for."""
    first = min((rung.minutes for rung in ladder), default=0)
    return calendar.add_working_minutes(now, -first) if first < 0 else now


def proposed_date(
    due_at: datetime, now: datetime, calendar: WorkingCalendar, *, working_days: int
) -> datetime:
    """The new date a drafted extension request proposes: so many working days after the limit, or after
    today where the limit has passed, at the close of business. A person may write another one."""
    after = max(due_at.date(), now.date())
    return calendar.close_of_business(calendar.working_date_after(after, working_days))
