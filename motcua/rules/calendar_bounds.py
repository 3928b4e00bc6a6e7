"""What happens at the edges of a calendar: an error that names the edge, never a guess."""

from __future__ import annotations

from datetime import date

from motcua.kit.errors import Unusable
from motcua.kit.refusal import Refused
from motcua.kit.words import N_


class OutsideCalendar(Unusable):
    """The question leaves the dates the calendar knows; `refused` says so to people."""

    refused: Refused


class PastCalendarEnd(OutsideCalendar):
    """The answer lies after the calendar's last date: an error, never a guess."""

    def __init__(self, last_date: date) -> None:
        super().__init__(
            f"the calendar ends on {last_date}: what was asked lies past its last day; extend it"
        )
        self.refused = Refused(
            "past_calendar_end",
            N_("Thời điểm này nằm sau ngày %(last_date)s, ngày cuối của lịch làm việc. Hãy bổ sung lịch."),
            {"last_date": f"{last_date:%d/%m/%Y}"},
        )


class BeforeCalendarStart(OutsideCalendar):
    """The question lies before the calendar's first date."""

    def __init__(self, first_date: date) -> None:
        super().__init__(
            f"the calendar begins on {first_date}: what was asked lies before its first day; extend it"
        )
        self.refused = Refused(
            "before_calendar_start",
            N_("Thời điểm này nằm trước ngày %(first_date)s, ngày đầu của lịch làm việc. Hãy bổ sung lịch."),
            {"first_date": f"{first_date:%d/%m/%Y}"},
        )
