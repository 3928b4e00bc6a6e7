"""`motcua clock-forward 2d`: moves the demo's business clock; the alarms that fall due ring in the worker."""

from __future__ import annotations

import argparse
import json
import re
from datetime import datetime, timedelta

from django.conf import settings

from motcua.kit.errors import Unusable
from motcua.kit.instants import instant, local
from motcua.kit.wall_clock import format_wall_clock, parse_wall_clock
from motcua.services.clock import business_now, forward_business_clock

HELP = "move the demo's clock forward: 2d, 3h, 45m or a time such as 2020-09-20T08:00"
NEEDS_DATABASE = True

_UNITS = {"d": "days", "h": "hours", "m": "minutes"}
_SPAN = re.compile(r"([0-9]{1,5})([dhm])")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("by", metavar="SPAN|TIME", help="2d, 3h, 45m, or the time to move to")


def run(options: argparse.Namespace) -> int:
    if not settings.MOTCUA_DEMO:
        raise Unusable("the business clock moves only in the demo (MOTCUA_DEMO=1); here it is the machine's")
    was = business_now()
    forward_business_clock(_span(options.by, was))
    return _told(was, business_now(), is_json=options.json)


def _span(text: str, now: datetime) -> timedelta:
    if match := _SPAN.fullmatch(text.strip()):
        span = timedelta(**{_UNITS[match[2]]: int(match[1])})
    else:
        span = _time(text) - now
    if span <= timedelta():
        raise Unusable(
            f"“{text}” is not ahead of the clock, which stands at {format_wall_clock(local(now))}; "
            "it only moves forward"
        )
    return span


def _time(text: str) -> datetime:
    try:
        return instant(parse_wall_clock(text))
    except Unusable:
        raise Unusable(f"“{text}” is neither a span (2d, 3h, 45m) nor a time (2020-09-20T08:00)") from None


def _told(was: datetime, is_now: datetime, *, is_json: bool) -> int:
    before, after = format_wall_clock(local(was)), format_wall_clock(local(is_now))
    print(json.dumps({"was": before, "is": after}) if is_json else f"{before} → {after}")
    return 0
