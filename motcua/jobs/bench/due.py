"""Due instants a second: the batch function, the full one with its reckoning, bare date arithmetic beside."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from motcua.jobs.bench.figures import Figure
from motcua.jobs.calendar_files import calendar_from
from motcua.kit.errors import DoesNotHold
from motcua.kit.wall_clock import at_minute, minute_of
from motcua.rules.due_minutes import due_minutes_many
from motcua.rules.reckoning import reckon_days
from motcua.rules.time_limit import TimeLimit, due_at, parse_limit
from motcua.rules.working_calendar import WorkingCalendar

_Result = TypeVar("_Result")
_COUNT, _FULL_COUNT = 200_000, 20_000
_LIMITS = (
    "1 working_day",
    "15 working_day",
    "0 working_day",
    "4 working_hour",
    "0.5 working_day",
    "20 day",
    "1 month",
)


def due_figures() -> list[Figure]:
    """Mixed units over 2019–2026, seeded; a tenth of the batch is compared with the full function."""
    calendar = calendar_from()
    chance = random.Random(1650)  # noqa: S311 — a benchmark, not a secret
    first = datetime(2019, 1, 2, 7, 0)
    starts = [first + timedelta(minutes=chance.randrange(60 * 24 * 365 * 7)) for _ in range(_COUNT)]
    limits = [parse_limit(chance.choice(_LIMITS)) for _ in range(_COUNT)]
    minutes = [minute_of(start) for start in starts]
    batch, seconds = _timed(lambda: due_minutes_many(minutes, limits, calendar))
    sample = range(0, _COUNT, 10)
    wrong = [at for at in sample if at_minute(batch[at]) != due_at(starts[at], limits[at], calendar)]
    if wrong:
        raise DoesNotHold(
            f"the batch function differs from the full one at {starts[wrong[0]]}, {limits[wrong[0]]}"
        )
    pairs = list(zip(starts[:_FULL_COUNT], limits[:_FULL_COUNT], strict=True))
    _, full = _timed(lambda: _reckon_each(pairs, calendar))
    step = timedelta(days=1)
    _, bare = _timed(lambda: [start + step for start in starts])
    raw = _COUNT / bare
    return [
        Figure(
            "due instants, batch, all units mixed",
            _COUNT / seconds,
            "/s",
            raw,
            note="raw: datetime + timedelta",
        ),
        Figure(
            "due instants, full with reckoning",
            _FULL_COUNT / full,
            "/s",
            raw,
            note="raw: datetime + timedelta",
        ),
    ]


def _reckon_each(pairs: Sequence[tuple[datetime, TimeLimit]], calendar: WorkingCalendar) -> None:
    """One after the other, as pages ask: none is kept, so that the collector's work is not measured."""
    for start, limit in pairs:
        due_at(start, limit, calendar)
        reckon_days(start, limit, calendar)


def _timed(act: Callable[[], _Result]) -> tuple[_Result, float]:
    """What it gave, and the seconds of the best of five."""
    best = float("inf")
    for _ in range(5):
        started = time.perf_counter()
        result = act()
        best = min(best, time.perf_counter() - started)
    return result, best
