"""`motcua process check`: may these BPMN files be approved? (TT 01/2018 Art. 8, 21)"""

from __future__ import annotations

import argparse
import json
import os
from datetime import date, timedelta

from motcua.bpmn.check import BpmnFile, Deadline, check_files, read_file
from motcua.bpmn.parse import MOST_BYTES
from motcua.jobs.calendar_files import calendar_from
from motcua.kit.errors import Unusable
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.time_limit import months_later, parse_limit

HELP = "check BPMN processes: readable, runnable, sound, within their limit"
NEEDS_DATABASE = False

YEARS = 3
_CANNOT_OPEN = "cannot_open"


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="one JSON object a line for each file, in order")
    check.add_argument("files", metavar="FILE.bpmn", nargs="+")
    check.add_argument("--limit", metavar='"15 working_day"', help="the procedure's limit, to be kept")
    check.add_argument(
        "--from",
        dest="first",
        metavar="2020-01-01",
        default="2020-01-01",
        help=f"the first of the {YEARS} years of start days the limit is tried on (default: %(default)s)",
    )
    # Every command takes --json; here the answer is JSON either way.
    check.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    check.add_argument("--data", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Prints the reports; 0 where all are sound, 1 where one is not, 2 where a path can't be opened."""
    deadline = _deadline(options)
    files = [_read(path) for path in options.files]
    reports = check_files(files, deadline)
    for report in reports:
        print(json.dumps(report.to_json(), ensure_ascii=False), flush=True)
    if closed := [file.name for file in files if file.refused and file.refused.code == _CANNOT_OPEN]:
        raise Unusable(f"cannot open {', '.join(closed)}: check the path and who may read it")
    return 0 if all(report.is_sound for report in reports) else 1


def _deadline(options: argparse.Namespace) -> Deadline | None:
    if options.limit is None:
        return None
    try:
        first = date.fromisoformat(options.first)
        last = months_later(first, 12 * YEARS) - timedelta(days=1)
    except ValueError:
        raise Unusable(f"--from {options.first}: write a date such as 2020-01-01") from None
    return Deadline(parse_limit(options.limit), calendar_from(), first, last)


def _read(path: str) -> BpmnFile:
    name = os.fsencode(path).decode("utf-8", "replace")
    try:
        with open(path, "rb") as stream:
            # Never more than can be used: the path may be a device that never ends.
            return read_file(name, stream.read(MOST_BYTES + 1))
    except OSError as error:
        reason = {"reason": error.strerror or str(error)}
        return BpmnFile(name, refused=Refused(_CANNOT_OPEN, N_("Không mở được tệp: %(reason)s."), reason))
