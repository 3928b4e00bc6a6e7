"""A second telling of a dossier's clock: keeps the whole story and asks it again at every event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from tests.rules.naive_calendar import (
    NaiveCalendar,
    by_instant,
    naive_continued,
    naive_due,
    naive_timeliness,
)


@dataclass(frozen=True)
class Told:
    """One event: `more` is the override of a request or the new date of a re-appointment."""

    at: datetime
    what: str
    more: bool | datetime | None = None


@dataclass
class NaiveClock:
    amount: str
    unit: str
    resume: str
    calendar: NaiveCalendar
    done: list[Told] = field(default_factory=list)  # events that were allowed
    refused: list[tuple[datetime, str]] = field(default_factory=list)

    def tell(self, event: Told) -> None:
        code = self.why_not(event)
        if code:
            self.refused.append((event.at, code))
        else:
            self.done.append(event)

    def why_not(self, event: Told) -> str | None:
        whats = [told.what for told in self.done]
        if "finish" in whats:
            return "after_finish"
        if event.what == "resume":
            return None if self.last_stop() == "pause" else "not_stopped"
        if event.what == "supplement_complete":
            return None if self.last_stop() == "request_supplement" else "not_stopped"
        if self.last_stop() and event.what != "receive":
            return "not_running"
        if event.what == "request_supplement" and not event.more:
            if "request_supplement" in whats:
                return "already_asked"
            if event.at > naive_due(self.done[0].at, "3", "working_day", self.calendar):
                return "return_too_late"
        if event.what == "reappoint":
            if "reappoint" in whats:
                return "already_reappointed"
            if event.more <= self.due():
                return "not_later"
        return None

    def last_stop(self) -> str | None:
        stop = None
        for told in self.done:
            if told.what in ("pause", "request_supplement"):
                stop = told.what
            if told.what in ("resume", "supplement_complete"):
                stop = None
        return stop

    def due(self, before: Told | None = None) -> datetime:
        """The due instant of the story so far, or of the part before one of its events."""
        start, began, pauses = self.done[0].at, self.done[0].at, []
        for told in self.done:
            if told is before:
                break
            if told.what in ("pause", "request_supplement"):
                began = told.at
            if told.what == "resume" or (told.what == "supplement_complete" and self.resume == "continue"):
                pauses.append((began, told.at))
            elif told.what == "supplement_complete":
                start, pauses = told.at, []
        return naive_continued(start, self.amount, self.unit, pauses, self.calendar)

    def timeliness(self) -> str | None:
        if self.done[-1].what != "finish":
            return None
        for told in self.done:
            if told.what == "request_supplement" and self._judge(self.due(told), told.at) == "late":
                return "late"
        return self._judge(self.due(), self.done[-1].at)

    def reappointment(self) -> tuple[datetime | None, bool | None]:
        for told in self.done:
            if told.what == "reappoint":
                return told.more, told.at > self.apology_deadline(self.due(told))
        return None, None

    def apology_deadline(self, due: datetime) -> datetime:
        hours = Decimal(self.amount) * {"working_day": 8, "working_hour": 1, "day": 8, "month": 99}[self.unit]
        if hours <= 8:
            return due
        on = due.date() - timedelta(days=1)
        while not self.calendar.works(on):
            on -= timedelta(days=1)
        return self.calendar.close(on)

    def _judge(self, due: datetime, at: datetime) -> str:
        return naive_timeliness(self.amount, self.unit, due, at)


__all__ = ["NaiveClock", "Told", "by_instant"]
