"""`motcua clock FILE.json`: reckons a dossier's clock from its events (NĐ 61/2018 Art. 19)."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from pathlib import Path
from typing import cast

from motcua.jobs.calendar_files import calendar_from
from motcua.jobs.json_file import read_json
from motcua.kit.errors import Unusable
from motcua.kit.reading import Reading
from motcua.kit.wall_clock import format_wall_clock, parse_wall_clock
from motcua.rules.clock_events import RESUMES, WHATS, ClockEvent, ClockState, Resume, What
from motcua.rules.deadline_clock import reckon_clock
from motcua.rules.time_limit import TimeLimit, parse_limit
from motcua.rules.working_calendar import WorkingCalendar

HELP = "reckon a dossier's clock from the events in a JSON file"
NEEDS_DATABASE = False


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.json", type=Path, help="limit, resume and events")


def run(options: argparse.Namespace) -> int:
    """Prints the clock as one line of JSON, with and without `--json`."""
    print(json.dumps(clock_of_document(read_json(options.file), calendar_from())))
    return 0


def clock_of_document(document: object, calendar: WorkingCalendar) -> dict[str, object]:
    """The output for a parsed input; raises Unusable naming the place of whatever can't be reckoned."""
    members = Reading(document).members()
    for key in ("limit", "resume", "events"):
        if key not in members:
            raise Unusable(f'the document lacks the key "{key}"')
    return _plain(
        reckon_clock(
            limit=_limit(members["limit"]),
            resume=cast(Resume, members["resume"].one_of(RESUMES)),
            events=[_event(event) for event in members["events"].each()],
            calendar=calendar,
        )
    )


def _event(event: Reading) -> ClockEvent:
    fields = event.fields(("at", "what"), ("override", "new_due_at"))
    override, new_due_at = (fields.get(key, Reading(None)) for key in ("override", "new_due_at"))
    return ClockEvent(
        at=_instant(fields["at"]),
        what=cast(What, fields["what"].one_of(WHATS)),
        has_override=override.value is not None and override.flag(),
        new_due_at=None if new_due_at.value is None else _instant(new_due_at),
    )


def _limit(written: Reading) -> TimeLimit:
    try:
        return parse_limit(written.text())
    except Unusable as problem:
        raise Unusable(f"{written.place}: {problem}") from None


def _instant(written: Reading) -> datetime:
    try:
        return parse_wall_clock(written.text())
    except Unusable as problem:
        raise Unusable(f"{written.place}: {problem}") from None


def _plain(state: ClockState) -> dict[str, object]:
    return {
        "due_at": format_wall_clock(state.due_at),
        "appointed_at": format_wall_clock(state.appointed_at) if state.appointed_at else None,
        "reappointment_late": state.is_reappointment_late,
        "timeliness": state.timeliness,
        "refused": [{"at": format_wall_clock(at), "code": refused.code} for at, refused in state.refused],
    }
