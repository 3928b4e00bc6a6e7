"""The demo's months: tells every story in memory, in two processes, and writes the rows in large chunks.

Nothing serves meanwhile, so a transaction here holds five hundred dossiers. A preparation that was
broken off goes on where it stood: chunks are whole, and the plans are the same each time.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connections

from motcua.jobs.demo.bulk import Batch, Rows, next_id, write_batch
from motcua.jobs.demo.names import NameParts
from motcua.jobs.demo.plans import Plan
from motcua.jobs.demo.played import FirstIds
from motcua.jobs.demo.replay import Replay
from motcua.jobs.demo.stories import tell
from motcua.jobs.demo.world import World
from motcua.records.dossiers.models import Dossier, Serial, SupplementRequest
from motcua.records.outbox.models import Message
from motcua.records.papers.models import Paper
from motcua.records.surveys.models import Slip, Ticket
from motcua.records.tasks.models import Task

CHUNK = 500
_PROCESSES = 2
_HEARD_AFTER = timedelta(seconds=2)
# What the portal's double would have answered; told so that the relay does not send the past again.
_ACKNOWLEDGEMENT = "demo"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Months:
    """All that telling a chunk takes; `until` local and naive."""

    world: World
    names: NameParts
    plans: Sequence[Plan]
    first: FirstIds
    until: datetime


def write_months(
    world: World, names: NameParts, plans: Sequence[Plan], *, until: datetime, progress: Progress
) -> int:
    """Writes every plan's story and the desks' serials; how many dossiers."""
    written = Dossier.objects.filter(is_demo=True).count()
    months = Months(world, names, plans, first_ids(written), until)
    begins = range(written, len(plans), CHUNK)
    with _told(months, begins) as chunks:
        for begin, rows in zip(begins, chunks, strict=True):
            write_batch(rows)
            progress(min(begin + CHUNK, len(plans)), len(plans))
    write_serials(world, plans)
    return len(plans)


def first_ids(written: int = 0) -> FirstIds:
    """Where new ids begin; dossiers written before keep their places."""
    return FirstIds(
        dossier=next_id(Dossier) - written,
        task=next_id(Task),
        request=next_id(SupplementRequest),
        ticket=next_id(Ticket) - written,
        slip=next_id(Slip),
    )


def tell_chunk(months: Months, begin: int) -> Rows:
    """The rows of the plans from `begin` on, what has been sent marked as heard."""
    replay = Replay(months.world, months.first, ordinal=begin)
    for plan in months.plans[begin : begin + CHUNK]:
        replay.end(tell(plan, months.world, months.names, replay, until=months.until))  # type: ignore[arg-type]
    put_into_the_past(replay.batch)
    return replay.batch.rows()


def put_into_the_past(batch: Batch) -> None:
    """The relay and the printer have done their work: papers are set when somebody first reads them."""
    for message in batch.instances[Message]:
        _heard(message)
    for paper in batch.instances[Paper]:
        paper.next_alarm_at = None


def write_serials(world: World, plans: Iterable[Plan]) -> None:
    """The last serial of each desk and day."""
    agencies = {key[1]: offer.agency for key, offer in world.offers.items()}
    last = {(plan.offer[1], plan.decided_at.date()): plan.serial for plan in plans if plan.serial}
    batch = Batch()
    batch.add(*(Serial(agency=agencies[code], on=on, last=serial) for (code, on), serial in last.items()))
    Serial.objects.filter(agency__code__in={code for code, _ in last}).delete()
    write_batch(batch.rows())


def _heard(message: Message) -> None:
    message.attempt_count = 1
    message.next_attempt_at = None
    message.acknowledged_at = message.made_at + _HEARD_AFTER
    message.acknowledgement = _ACKNOWLEDGEMENT


_forked: Months | None = None


@contextmanager
def _told(months: Months, begins: Sequence[int]) -> Iterator[Iterable[Rows]]:
    """Chunk after chunk, in order, told by forked workers that inherit what was read and ask nothing."""
    global _forked
    _forked = months
    # A connection must not be shared with a fork: each side opens its own, if it needs one.
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(_PROCESSES) as pool:
        yield pool.imap(_tell_forked, begins)
        # Let go, not killed: a worker that a signal meets at the queue's lock takes the lock with it, and
        # its brother, who waits for that lock, is waited for in turn.
        pool.close()
        pool.join()
    _forked = None


def _tell_forked(begin: int) -> Rows:
    if _forked is None:
        raise RuntimeError("told outside its pool")
    return tell_chunk(_forked, begin)
