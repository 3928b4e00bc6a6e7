"""The working calendar from files: the rule book's own, or one that somebody hands to a command."""

from __future__ import annotations

from pathlib import Path

from motcua.jobs.csv_file import read_csv
from motcua.jobs.json_file import read_json
from motcua.kit.errors import Unusable
from motcua.kit.reading import Reading
from motcua.rules.calendar_rows import read_minute_of_day
from motcua.rules.working_calendar import (
    WorkingCalendar,
    build_calendar,
    read_calendar_rows,
    read_hours,
    year_span,
)

RULEBOOK = Path(__file__).resolve().parents[2] / "province" / "quang-binh" / "rulebook"


def calendar_from(path: Path | None = None) -> WorkingCalendar:
    """The calendar of a CSV file (columns `date,kind`, `name_vi` if there) under the province's weekly hours.

    Without a path the rule book's. It knows the whole years from its first to its last row, no others.
    """
    source = path or RULEBOOK / "calendar.csv"
    try:
        days = read_calendar_rows(read_csv(source, ("date", "kind")))
        first, last = year_span(days)
    except Unusable as problem:
        raise Unusable(_naming(source, problem)) from None
    week = Reading(read_json(RULEBOOK / "hours.json")).members()
    return build_calendar(
        version=source.stem,
        hours=read_hours(week["hours"].value),
        same_day_until=read_minute_of_day(week["same_day_until"].value),
        days=days,
        first=first,
        last=last,
    )


def _naming(source: Path, problem: Unusable) -> str:
    return str(problem) if str(source) in str(problem) else f"{source}: {problem}"
