"""Who is called next in the desk's hall, and how long the others will wait (NĐ 61/2018 Art. 16–17).

An appointment goes first once its time has come, then priority people (elderly, disabled, pregnant), then
everybody else; in each of the three the oldest ticket first. So that nobody starves, a counter that has
called `most_ahead` people of the first two kinds in a row then calls the oldest ordinary ticket, if any.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

MOST_AHEAD = 2  # people of the first two kinds in a row before an ordinary one (chosen)
# What people say at the ticket machine; which of them it was is not kept.
PRIORITY_GROUNDS = frozenset({"elderly", "pregnant", "disabled", "war_invalid"})

_LAST_HANDLED = 10
_USUAL_SECONDS = 10 * 60  # before anybody was handled today


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ticket that waits: its serial of the day, priority or not, and its appointment (naive local)."""

    serial: int
    is_priority: bool = False
    appointed_at: datetime | None = None


def has_priority(grounds: Iterable[str]) -> bool:
    """Whether what somebody says of themselves lets them go ahead."""
    return not PRIORITY_GROUNDS.isdisjoint(grounds)


def field_letter(place: int) -> str:
    """A, B … Z, AA … for the field at a place (from 0) of the agency's list."""
    before, here = divmod(place, 26)
    return (field_letter(before - 1) if before else "") + chr(ord("A") + here)


def next_waiting(
    waiting: Iterable[Waiting], *, now: datetime, called_ahead: int, most_ahead: int
) -> Waiting | None:
    """Whom a counter calls that has just called `called_ahead` people in a row ahead of ordinary ones."""
    in_turn = sorted(waiting, key=lambda one: _turn(one, now))
    ordinary = [one for one in in_turn if not goes_ahead(one, now=now)]
    if called_ahead >= most_ahead and ordinary:
        return ordinary[0]
    return in_turn[0] if in_turn else None


def calling_order(
    waiting: Iterable[Waiting], *, now: datetime, called_ahead: int, most_ahead: int
) -> list[Waiting]:
    """Everybody in the order one counter would call them if nobody else came."""
    left, order = list(waiting), list[Waiting]()
    while called := next_waiting(left, now=now, called_ahead=called_ahead, most_ahead=most_ahead):
        left.remove(called)
        order.append(called)
        called_ahead = called_ahead + 1 if goes_ahead(called, now=now) else 0
    return order


def goes_ahead(one: Waiting, *, now: datetime) -> bool:
    """Whether the ticket is called before ordinary ones: priority, or an appointment whose time has come."""
    return one.is_priority or _is_due(one, now)


def expected_wait_minutes(ahead: int, *, open_counters: int, handled_seconds: Sequence[int]) -> int | None:
    """Whole minutes, rounded up, until somebody with `ahead` people before them is called.

    `handled_seconds`: how long each person handled today took, the latest last; the last ten count.
    None where no counter is open: then nobody can tell.
    """
    if open_counters < 1:
        return None
    last = handled_seconds[-_LAST_HANDLED:]
    seconds, people = (sum(last), len(last)) if last else (_USUAL_SECONDS, 1)
    return -(-ahead * seconds // (people * open_counters * 60))


def _turn(one: Waiting, now: datetime) -> tuple[int, datetime, int]:
    if one.appointed_at is not None and _is_due(one, now):
        return (0, one.appointed_at, one.serial)
    return (1 if one.is_priority else 2, now, one.serial)


def _is_due(one: Waiting, now: datetime) -> bool:
    return one.appointed_at is not None and one.appointed_at <= now
