"""The business clock: supplies `at` to every verb. The machine's in production, movable in the demo.

The demo's shift lies in the data folder's `clock.json` ({"shift_seconds": n}), so that every process
and the command line agree; sessions, tokens and `recorded_at` use the machine's time and never this.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

_seen: tuple[int, timedelta] = (-1, timedelta())


def business_now() -> datetime:
    """Now, by the business clock (aware, UTC)."""
    return timezone.now() + clock_shift()


def clock_shift() -> timedelta:
    """How far the business clock is from the machine's; nothing outside the demo."""
    global _seen
    if not settings.MOTCUA_DEMO:
        return timedelta()
    path = _clock_file()
    changed = path.stat().st_mtime_ns if path.exists() else 0
    if changed != _seen[0]:
        _seen = (changed, _read(path) if changed else timedelta())
    return _seen[1]


def set_business_clock(to: datetime) -> None:
    """Sets the demo's clock to `to` (aware); it runs on from there."""
    _write(to - timezone.now())


def forward_business_clock(by: timedelta) -> None:
    _write(clock_shift() + by)


def _write(shift: timedelta) -> None:
    path = _clock_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps({"shift_seconds": shift.total_seconds()}))
    beside.replace(path)


def _read(path: Path) -> timedelta:
    return timedelta(seconds=json.loads(path.read_text())["shift_seconds"])


def _clock_file() -> Path:
    return Path(settings.MOTCUA_DATA) / "clock.json"
