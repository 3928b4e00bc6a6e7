"""`motcua due`: the due instant of a time limit, or of a whole file of them (BLDS 2015 Art. 147–148)."""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from motcua.jobs.calendar_files import calendar_from
from motcua.jobs.csv_file import read_csv
from motcua.kit.errors import Unusable
from motcua.kit.wall_clock import format_wall_clock, parse_wall_clock
from motcua.rules.reckoning import ReckonedDay, reckon_days
from motcua.rules.time_limit import TimeLimit, due_at, is_instant_limit, parse_limit
from motcua.rules.working_calendar import WorkingCalendar

HELP = "reckon the due instant of a time limit"
NEEDS_DATABASE = False

COLUMNS = ("start", "limit", "unit")
_DATE_ALONE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--start", metavar="2020-09-11T15:30", help="when the limit begins, in local time")
    parser.add_argument("--limit", metavar='"15 working_day"', help="working_day, working_hour, day or month")
    parser.add_argument(
        "--cases", metavar="FILE.csv", type=Path, help="many at once: columns start,limit,unit"
    )
    parser.add_argument(
        "--calendar", metavar="FILE.csv", type=Path, help="columns date,kind (default: shipped)"
    )


def run(options: argparse.Namespace) -> int:
    """Prints the due instant, or each case with its own; one wrong case and nothing is printed."""
    if (options.cases is None) == (options.start is None and options.limit is None):
        raise Unusable("give either --cases FILE.csv, or --start and --limit")
    calendar = calendar_from(options.calendar)
    if options.cases:
        _print_cases(_due_cases(options.cases, calendar), is_json=options.json)
    else:
        _print_one(options, calendar)
    return 0


def _print_one(options: argparse.Namespace, calendar: WorkingCalendar) -> None:
    if options.start is None or options.limit is None:
        raise Unusable("--start and --limit belong together: give both")
    limit = parse_limit(options.limit)
    start = _start(options.start, limit)
    due = format_wall_clock(due_at(start, limit, calendar))
    if not options.json:
        print(due)
        return
    days = [_plain(day) for day in reckon_days(start, limit, calendar)]
    answer = {"start": format_wall_clock(start), "limit": str(limit), "due_at": due, "days": days}
    print(json.dumps(answer, ensure_ascii=False))


def _due_cases(path: Path, calendar: WorkingCalendar) -> list[dict[str, str]]:
    cases = [{name: row[name] for name in COLUMNS} for row in read_csv(path, COLUMNS)]
    for number, case in enumerate(cases, start=1):
        try:
            case["due_at"] = _due_case(case, calendar)
        except Unusable as problem:
            raise Unusable(f"{path} row {number}: {problem}") from None
    return cases


def _due_case(case: Mapping[str, str], calendar: WorkingCalendar) -> str:
    limit = parse_limit(f"{case['limit'].strip()} {case['unit'].strip()}")
    return format_wall_clock(due_at(_start(case["start"], limit), limit, calendar))


def _print_cases(cases: list[dict[str, str]], *, is_json: bool) -> None:
    if is_json:
        print(json.dumps(cases, ensure_ascii=False))
        return
    writer = csv.DictWriter(sys.stdout, (*COLUMNS, "due_at"), lineterminator="\n")
    writer.writeheader()
    writer.writerows(cases)


def _start(text: str, limit: TimeLimit) -> datetime:
    """A start; a date alone is enough where the time of day makes no difference."""
    is_date_alone = _DATE_ALONE.fullmatch(text.strip())
    if is_date_alone and is_instant_limit(limit):
        raise Unusable(
            f"“{limit}” is counted from a minute: write the start with its time, {text.strip()}T07:00"
        )
    return parse_wall_clock(f"{text.strip()}T00:00" if is_date_alone else text)


def _plain(day: ReckonedDay) -> dict[str, object]:
    return {**day._asdict(), "date": day.date.isoformat()}
