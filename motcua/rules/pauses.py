"""Times in which the clock stands still and then goes on (NĐ 61/2018 Art. 5.1đ; by special law 19.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from motcua.kit.words import N_
from motcua.rules.time_limit import TimeLimit, close_on_or_after, due_at, is_instant_limit
from motcua.rules.working_calendar import WorkingCalendar

RETURN = "return"
PAUSE = "pause"
_WORDS = {RETURN: N_("Chờ bổ sung hồ sơ"), "payment": N_("Chờ thực hiện nghĩa vụ tài chính")}


class Pause(NamedTuple):
    """A closed stretch in which the clock stood still. `kind`: `return`, `pause`, `payment`, …"""

    began_at: datetime
    ended_at: datetime
    kind: str = PAUSE

    @property
    def words(self) -> str:
        """Why the clock stood still, for people."""
        return _WORDS.get(self.kind, N_("Tạm dừng"))

    def covers(self, on: date) -> bool:
        """Whether a limit counted in dates leaves this date out: after the beginning's, through the end's."""
        return self.began_at.date() < on <= self.ended_at.date()


class Continued(NamedTuple):
    """Where pauses have moved a due instant, and those of their union that moved it."""

    due_at: datetime
    pauses: tuple[Pause, ...]


def continued_due_at(
    start: datetime, limit: TimeLimit, pauses: Sequence[Pause], calendar: WorkingCalendar
) -> datetime:
    """The due instant of a limit that began at `start` and went on after each of the pauses (any order)."""
    return continue_after(start, limit, pauses, calendar).due_at


def continue_after(
    start: datetime, limit: TimeLimit, pauses: Sequence[Pause], calendar: WorkingCalendar
) -> Continued:
    """As `continued_due_at`, with the pauses that counted: one begun after the due instant moves nothing."""
    due, counted = due_at(start, limit, calendar), []
    for pause in union_of(pauses) if pauses else ():
        if pause.began_at > due:
            break
        due = moved_due_at(due, limit, pause, calendar)
        counted.append(pause)
    return Continued(due, tuple(counted))


def moved_due_at(due: datetime, limit: TimeLimit, pause: Pause, calendar: WorkingCalendar) -> datetime:
    """`due` moved by one pause: by its working minutes, working dates or dates, as the limit counts."""
    if is_instant_limit(limit):
        minutes = calendar.working_minutes_between(pause.began_at, pause.ended_at)
        return calendar.add_working_minutes(due, minutes) if minutes else due
    began, ended = pause.began_at.date(), pause.ended_at.date()
    if limit.counting == "working_dates":
        dates = calendar.working_dates_between(began, ended)
        return calendar.close_of_business(calendar.working_date_after(due.date(), dates)) if dates else due
    return close_on_or_after(due.date() + (ended - began), calendar)


def union_of(pauses: Sequence[Pause]) -> list[Pause]:
    """The pauses in time order, those that overlap or touch as one (under the kind of the first)."""
    united: list[Pause] = []
    for pause in sorted(pauses):
        if united and pause.began_at <= united[-1].ended_at:
            longer = max(united[-1].ended_at, pause.ended_at)
            united[-1] = united[-1]._replace(ended_at=longer)
        else:
            united.append(pause)
    return united
