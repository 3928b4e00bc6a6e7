"""Fills an empty installation with a province's years: some stories told, each of them again and again.

A story takes milliseconds to tell and a tenth of one to tell again (retelling.py), so that twenty
thousand different ones, fifty times each under other names, make a million in minutes.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.utils import timezone

from motcua.jobs.bench.casting import Share, cast, last_serials, shares
from motcua.jobs.bench.loading import bare_tables, load
from motcua.jobs.bench.retelling import Retold, Telling, story_of
from motcua.jobs.bench.sealed_rows import SealedRows
from motcua.jobs.demo.assessments import write_assessments
from motcua.jobs.demo.bulk import Model, Rows
from motcua.jobs.demo.months import first_ids, put_into_the_past, write_serials
from motcua.jobs.demo.names import NameParts, name_parts
from motcua.jobs.demo.paper import demo_paper
from motcua.jobs.demo.plans import make_plans
from motcua.jobs.demo.played import FirstIds
from motcua.jobs.demo.prepare import make_people, record_prepared
from motcua.jobs.demo.stories import tell
from motcua.jobs.demo.weights import procedure_weight
from motcua.jobs.demo.world import World, read_world
from motcua.kit.errors import Unusable
from motcua.kit.instants import instant
from motcua.records.dossiers.models import (
    Decision,
    Dossier,
    Pause,
    Reappointment,
    SupplementItem,
    SupplementRequest,
)
from motcua.records.files.models import Document
from motcua.records.journal.models import Entry, Leaf, Seal
from motcua.records.outbox.models import Message
from motcua.records.papers.models import Paper
from motcua.records.people.models import Account
from motcua.records.surveys.models import Slip, SlipPart, Ticket
from motcua.records.tasks.models import Task
from motcua.services.clock import set_business_clock
from motcua.services.evaluations.tally import rebuild_tallies
from motcua.services.journal.seal_entries import seal_entries
from motcua.services.procedures.frozen import frozen_procedure
from motcua.services.province.load import load_province

UNTIL = datetime(2020, 9, 14, 7, 0)
SEED = 2020
STORIES = 20_000
# A procedure whose result is given at once has two steps. With a third fewer of these than in the demo a
# dossier has five steps on average instead of 4.7.
_AT_ONCE = 0.66
_STORIES_A_CHUNK = 10
_PROCESSES = 2
_AHEAD = 6
_TABLES: tuple[Model, ...] = (
    *(Dossier, Ticket, Task, SupplementRequest, SupplementItem, Pause, Reappointment, Decision, Document),
    *(Paper, Message, Slip, SlipPart, Entry, Seal, Leaf),
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Years:
    """All that telling a chunk takes. Nobody signed in has filed: two citizens would have thousands each."""

    world: World
    names: NameParts
    shares: Sequence[Share]
    first: FirstIds


def prepare(*, dossiers: int, progress: Progress, processes: int = _PROCESSES) -> None:
    """Puts people, dossiers, journal, seals and roll-ups into a database that has its tables only.

    Raises Unusable where anybody is in it already.
    """
    _check_empty()
    folder = Path(settings.MOTCUA_PROVINCE)
    load_province(folder=folder, at=timezone.now())
    set_business_clock(instant(UNTIL))
    make_people(folder)
    world = replace(read_world(demo_paper(at=timezone.now())), citizens={})
    seal_entries(now=timezone.now())
    years = _years(world, name_parts(folder), dossiers)
    _write(years, progress, processes)
    write_serials(world, last_serials(years.shares))
    write_assessments(world, until=instant(UNTIL))
    rebuild_tallies()
    record_prepared(at=instant(UNTIL), dossiers=dossiers)
    seal_entries(now=timezone.now())


def _check_empty() -> None:
    if not settings.MOTCUA_DEMO:
        raise Unusable("what `bench prepare` makes is invented: it is only for MOTCUA_DEMO=1")
    if Account.objects.exists() or Dossier.objects.exists():
        raise Unusable(
            "there are people or dossiers in this database already, and `bench prepare` fills empty ones "
            "only: name another folder with --data, or another database with DATABASE_URL."
        )


def _years(world: World, names: NameParts, dossiers: int) -> Years:
    at_once = {
        key[0] for key, offer in world.offers.items() if frozen_procedure(offer.version_id).is_immediate
    }
    plans = make_plans(
        world,
        dossiers=min(STORIES, max(1, dossiers // 2)),
        seed=SEED,
        until=UNTIL,
        weight=lambda code: procedure_weight(code) * (_AT_ONCE if code in at_once else 1),
    )
    return Years(world, names, shares(plans, dossiers), first_ids())


def _write(years: Years, progress: Progress, processes: int) -> None:
    begins = range(0, len(years.shares), _STORIES_A_CHUNK)
    last = years.shares[-1]
    with _told(years, begins, processes) as chunks, bare_tables(_TABLES):
        sealed = SealedRows(timezone.now())
        for begin, rows in zip(begins, chunks, strict=True):
            load(sealed.with_seals(rows))
            end = years.shares[min(begin + _STORIES_A_CHUNK, len(years.shares)) - 1]
            progress(end.ordinal + end.copies, last.ordinal + last.copies)
        load(sealed.end())


def _tell_chunk(years: Years, begin: int) -> Rows:
    retold = Retold()
    for share in years.shares[begin : begin + _STORIES_A_CHUNK]:
        if share.copies:
            _tell_share(years, share, retold)
    return retold.as_rows()


def _tell_share(years: Years, share: Share, into: Retold) -> None:
    telling = Telling(years.world)
    # The serial is another in every copy.
    life = tell(share.plan, years.world, years.names, telling, until=UNTIL)  # type: ignore[arg-type]
    telling.end(life)  # type: ignore[arg-type]
    put_into_the_past(telling.batch)
    _mark_counted(telling)
    story = story_of(life, telling)  # type: ignore[arg-type]
    for names in cast(share, story, years.first, years.names):
        story.tell(names, into)


def _mark_counted(telling: Telling) -> None:
    """The roll-ups are counted once, from everything; not a million rows changed for it."""
    for dossier in telling.batch.instances[Dossier]:
        dossier.tallied_version = dossier.version  # type: ignore[attr-defined]
    for slip in telling.batch.instances[Slip]:
        slip.tallied_revision = slip.revision  # type: ignore[attr-defined]


_forked: Years | None = None


@contextmanager
def _told(years: Years, begins: Sequence[int], processes: int) -> Iterator[Iterator[Rows]]:
    """Chunk after chunk, in order; told by forked workers, or here where there are none."""
    global _forked
    if not processes:
        yield (_tell_chunk(years, begin) for begin in begins)
        return
    _forked = years
    # A connection must not be shared with a fork: each side opens its own, if it needs one.
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        yield _in_order(pool, begins)
        pool.close()
        pool.join()
    _forked = None


def _in_order(pool: multiprocessing.pool.Pool, begins: Sequence[int]) -> Iterator[Rows]:
    """A few chunks ahead and no more: the database may be slower than the tellers."""
    told = deque(pool.apply_async(_tell_forked, [begin]) for begin in begins[:_AHEAD])
    for begin in begins[_AHEAD:]:
        yield told.popleft().get()
        told.append(pool.apply_async(_tell_forked, [begin]))
    while told:
        yield told.popleft().get()


def _tell_forked(begin: int) -> Rows:
    if _forked is None:
        raise RuntimeError("told outside its pool")
    return _tell_chunk(_forked, begin)
