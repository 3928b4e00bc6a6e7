"""Between stored instants (aware, UTC) and the law's minutes (naive, Asia/Ho_Chi_Minh)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

# Việt Nam has been at UTC+7 without summer time since 13 June 1975; every instant here is later.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


def local(at: datetime) -> datetime:
    """The wall-clock minute in Việt Nam (naive, seconds dropped) of an aware instant."""
    return at.astimezone(VIETNAM).replace(tzinfo=None, second=0, microsecond=0)


def instant(wall_clock: datetime) -> datetime:
    """The aware instant (UTC) of a naive wall-clock time in Việt Nam."""
    return wall_clock.replace(tzinfo=VIETNAM).astimezone(UTC)


def local_date(at: datetime) -> date:
    """The date in Việt Nam of an aware instant."""
    return at.astimezone(VIETNAM).date()


def utc_text(at: datetime) -> str:
    """One text for an aware instant whatever its offset: UTC, microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
