"""The worker's loop: each chore in turn, for ever or until nothing is left to do.

Everything due is found by a query, so any number of workers may run, start late or be killed.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from types import FrameType

import structlog
from django.db import close_old_connections

from motcua.jobs.chores import CHORES, Chore, Turn

_NAP_SECONDS = 0.25
# What still runs this long after SIGTERM is cut short: every chore may be killed at any point.
_GRACE_SECONDS = 4
_REST_AFTER_ERROR_SECONDS = 10.0

_log = structlog.get_logger()


@dataclass(slots=True)
class _Due:
    """A chore and when, on the monotonic clock, it is due."""

    chore: Chore
    at: float = 0.0


def run_worker(stop: threading.Event, chores: Sequence[Chore] = CHORES) -> None:
    """Until `stop` is set."""
    turn = Turn(is_stopping=stop.is_set)
    waiting = [_Due(chore) for chore in chores]
    while not stop.is_set():
        close_old_connections()
        done = sum(_take_turn(due, turn) for due in waiting if due.at <= monotonic() and not stop.is_set())
        if not done:
            stop.wait(_NAP_SECONDS)


def run_once(chores: Sequence[Chore] = CHORES) -> int:
    """Every chore until none finds anything more; how much was done. Errors are raised."""
    turn = Turn(is_stopping=lambda: False)
    total = 0
    while done := sum(chore.do(turn.begin()) for chore in chores):
        total += done
    return total


def stop_on_signals(stop: threading.Event) -> None:
    """SIGTERM and SIGINT end the loop after the present chore, or within four seconds."""

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.alarm(_GRACE_SECONDS)

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    signal.signal(signal.SIGALRM, lambda number, frame: os._exit(0))


def _take_turn(due: _Due, turn: Turn) -> int:
    began = monotonic()
    try:
        done = due.chore.do(turn.begin())
    except Exception:
        # One chore's trouble (a full disk, a database away) is no reason for the others to stop.
        _log.exception("chore.failed", chore=due.chore.name)
        due.at = monotonic() + max(due.chore.every_seconds, _REST_AFTER_ERROR_SECONDS)
        return 0
    if done:
        _log.info("chore.done", chore=due.chore.name, count=done, seconds=round(monotonic() - began, 3))
    else:
        due.at = monotonic() + due.chore.every_seconds
    return done
