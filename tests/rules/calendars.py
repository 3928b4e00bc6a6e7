"""The calendars of the tests, each told twice: to the rules and to the naive reckoning."""

from __future__ import annotations

import csv
import random
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from motcua.rules.working_calendar import WorkingCalendar, build_calendar, read_calendar_rows, read_hours
from tests.rules.naive_calendar import NaiveCalendar

RULEBOOK = Path(__file__).resolve().parents[2] / "province" / "quang-binh" / "rulebook"
FIRST, LAST = date(2018, 1, 1), date(2027, 12, 31)

_OFFICE_DAY = [("07:00", "11:30"), ("13:30", "17:00")]
OFFICE_WEEK = dict.fromkeys(range(5), _OFFICE_DAY)
# An agency of its own kind: no Wednesday afternoon, Saturday mornings, one long Thursday without a break.
ODD_WEEK = {
    0: _OFFICE_DAY,
    1: _OFFICE_DAY,
    2: [("07:30", "11:45")],
    3: [("06:45", "18:10")],
    4: _OFFICE_DAY,
    5: [("07:00", "11:30")],
}
ODD_CLOSURES = frozenset({date(2020, 9, 18), date(2021, 3, 6), date(2024, 5, 4)})
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def shipped_rows() -> list[dict[str, str]]:
    with (RULEBOOK / "calendar.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def real_calendar(week: dict[int, list[tuple[str, str]]], closures: frozenset[date]) -> WorkingCalendar:
    return build_calendar(
        version="test",
        hours=read_hours({WEEKDAYS[weekday]: periods for weekday, periods in week.items()}),
        days=read_calendar_rows(shipped_rows()),
        first=FIRST,
        last=LAST,
        closures=dict.fromkeys(closures, "Bảo trì trụ sở"),
    )


def naive_calendar(week: dict[int, list[tuple[str, str]]], closures: frozenset[date]) -> NaiveCalendar:
    days = {date.fromisoformat(row["date"]): row["kind"] for row in shipped_rows()}
    return NaiveCalendar(week=week, days=days, last=LAST, closed=closures)


OFFICE = real_calendar(OFFICE_WEEK, frozenset())
NAIVE_OFFICE = naive_calendar(OFFICE_WEEK, frozenset())
ODD = real_calendar(ODD_WEEK, ODD_CLOSURES)
NAIVE_ODD = naive_calendar(ODD_WEEK, ODD_CLOSURES)
BOTH = ((OFFICE, NAIVE_OFFICE), (ODD, NAIVE_ODD))

# Minutes at which one rule gives way to another; uniform ones would hardly ever hit them.
_EDGES = (
    0,
    404,
    405,
    419,
    420,
    421,
    689,
    690,
    691,
    705,
    809,
    810,
    811,
    899,
    900,
    901,
    1019,
    1020,
    1021,
    1439,
)


def random_start(chance: random.Random, last: date = date(2027, 3, 31)) -> datetime:
    on = FIRST + timedelta(days=chance.randrange((last - FIRST).days + 1))
    minute = chance.choice(_EDGES) if chance.random() < 0.4 else chance.randrange(1440)
    return datetime(on.year, on.month, on.day) + timedelta(minutes=minute)


def random_limit(chance: random.Random) -> tuple[str, str]:
    """An amount and a unit, every kind of limit often enough."""
    match chance.randrange(7):
        case 0:
            return "0", "working_day"
        case 1:
            return f"{chance.randrange(1, 61)}", "working_day"
        case 2:
            return f"{chance.randrange(0, 800) / 100}", "working_day"
        case 3:
            return f"{chance.randrange(0, 41)}", "working_hour"
        case 4:
            return f"{chance.randrange(0, 40000) / 1000}", "working_hour"
        case 5:
            return f"{chance.randrange(1, 121)}", "day"
        case _:
            return f"{chance.randrange(1, 9)}", "month"


def starts(last: date = date(2027, 3, 31)) -> st.SearchStrategy[datetime]:
    minutes = st.one_of(st.sampled_from(_EDGES), st.integers(0, 1439))
    return st.builds(
        lambda on, minute: datetime(on.year, on.month, on.day) + timedelta(minutes=minute),
        st.dates(FIRST, last),
        minutes,
    )


def limits() -> st.SearchStrategy[tuple[str, str]]:
    return st.randoms(use_true_random=False).map(random_limit)
