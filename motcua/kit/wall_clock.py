"""Wall-clock time in whole minutes: as text, as a naive datetime, as a count since 1970-01-01T00:00."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from motcua.kit.errors import Unusable
from motcua.kit.reading import shown

MINUTES_A_DAY = 1440
EPOCH = datetime(1970, 1, 1)
EPOCH_ORDINAL = EPOCH.toordinal()
_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?", re.ASCII)


def parse_wall_clock(text: str) -> datetime:
    """`2020-09-11T15:30` (seconds are allowed and dropped) → naive datetime; anything else is Unusable."""
    written = text.strip()
    try:
        if not _WRITTEN.fullmatch(written):
            raise ValueError(written)
        return datetime.fromisoformat(written).replace(second=0)
    except ValueError:
        raise Unusable(f"{shown(text)} is not a time: write it as 2020-09-11T15:30") from None


def format_wall_clock(at: datetime) -> str:
    """naive datetime → `2020-09-11T15:30`."""
    return at.isoformat(timespec="minutes")


def minute_of(at: datetime) -> int:
    """Whole minutes from 1970-01-01T00:00 to `at`, both on the wall clock."""
    return (at.toordinal() - EPOCH_ORDINAL) * MINUTES_A_DAY + at.hour * 60 + at.minute


def at_minute(minute: int) -> datetime:
    """The wall-clock time of a count made by `minute_of`."""
    return EPOCH + timedelta(minutes=minute)
