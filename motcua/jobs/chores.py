"""What the worker does, one line each: a name, how often it looks, the function that finds and does it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from django.utils import timezone

from motcua.jobs.alarms import ring_due_alarms
from motcua.jobs.printing import print_due_papers, sign_due_papers
from motcua.jobs.warnings import warn_of_limits
from motcua.services.batches.run_batches import run_batches
from motcua.services.calendars.move_open_dossiers import move_open_dossiers
from motcua.services.clock import business_now
from motcua.services.evaluations.tally import tally_changes
from motcua.services.exports.run_exports import Exporter, expire_exports
from motcua.services.files.sweep_orphans import sweep_orphans
from motcua.services.journal.seal_entries import seal_due_entries
from motcua.services.outbox.backoff import Breaker
from motcua.services.outbox.relay import Relay, relay_messages
from motcua.services.outbox.senders import configured_senders
from motcua.services.people.sweep_people import sweep_people

# No chore keeps the others waiting longer: it is asked again in its next turn.
TURN_SECONDS = 2.0


@dataclass(slots=True)
class Turn:
    """A chore's turn: the machine's clock, the business clock, and whether to go on."""

    is_stopping: Callable[[], bool]
    breakers: dict[str, Breaker] = field(default_factory=dict)
    until: float = 0.0

    def begin(self) -> Turn:
        self.until = monotonic() + TURN_SECONDS
        return self

    def keep_going(self) -> bool:
        return not self.is_stopping() and monotonic() < self.until

    @property
    def now(self) -> datetime:
        return timezone.now()

    @property
    def at(self) -> datetime:
        return business_now()


@dataclass(frozen=True, slots=True)
class Chore:
    """`do` returns how much it did; while that is not nothing, it is asked again at once."""

    name: str
    every_seconds: float
    do: Callable[[Turn], int]


def _relay(turn: Turn) -> int:
    return relay_messages(
        Relay(
            senders=configured_senders(),
            now=timezone.now,
            jitter=random.random,
            keep_going=turn.keep_going,
            breakers=turn.breakers,
        )
    )


_EXPORTER = Exporter()

CHORES: tuple[Chore, ...] = (
    Chore("relay", 1, _relay),
    Chore("print", 1, lambda turn: print_due_papers(at=turn.at)),
    Chore("sign", 2, lambda turn: sign_due_papers(at=turn.at)),
    Chore("batches", 1, lambda turn: run_batches(at=turn.at, keep_going=turn.keep_going)),
    Chore("exports", 1, lambda turn: _EXPORTER.run(at=turn.at, now=turn.now, keep_going=turn.keep_going)),
    Chore("tally", 2, lambda turn: tally_changes()),
    Chore("warnings", 30, lambda turn: warn_of_limits(at=turn.at)),
    Chore("alarms", 5, lambda turn: ring_due_alarms(at=turn.at)),
    Chore("calendar", 5, lambda turn: move_open_dossiers(at=turn.at)),
    Chore("seal", 5, lambda turn: seal_due_entries(now=turn.now)),
    Chore("sweep-people", 600, lambda turn: sweep_people(now=turn.now)),
    Chore("expire-exports", 600, lambda turn: expire_exports(at=turn.at)),
    Chore("sweep-files", 3600, lambda turn: sweep_orphans(now=turn.now)),
)
