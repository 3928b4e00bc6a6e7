"""A dossier with everything that is told of it, read a few hundred at a time."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.db.models import QuerySet

from motcua.records.dossiers.models import Dossier, Pause, Reappointment, SupplementRequest
from motcua.records.files.models import Document
from motcua.records.outbox.models import Message
from motcua.records.releases.models import HandedOver, Notice, Release, Return
from motcua.records.tasks.models import Task
from motcua.services.dossiers.facts.clock import ClockFacts
from motcua.services.dossiers.facts.version import stream_of
from motcua.services.verification.streams import Row, entries_of

_CHUNK = 250
Told = TypeVar("Told", SupplementRequest, Pause, Task, Message, Release, Return, Notice)


@dataclass(frozen=True, slots=True)
class WholeDossier:
    """`entries`, `messages` in order; `digests` of the files given with it; `notices` by kind."""

    dossier: Dossier
    entries: Sequence[Row]
    facts: ClockFacts
    tasks: Sequence[Task]
    messages: Sequence[Message]
    digests: frozenset[str]
    hand_overs: Sequence[HandedOver] = ()
    notices: Sequence[str] = ()

    @property
    def name(self) -> str:
        return f"dossier {self.dossier}"


def whole_dossiers(sample: int | None, seed: int = 0) -> Iterator[WholeDossier]:
    """All of them by id, or `sample` drawn ones."""
    for chunk in _chunks(sample, seed):
        yield from _wholes(chunk)


def _chunks(sample: int | None, seed: int) -> Iterator[list[Dossier]]:
    rows = Dossier.objects.select_related("lead_agency", "receiving_agency").order_by("pk")
    if sample is not None:
        ids = list(Dossier.objects.order_by("pk").values_list("pk", flat=True))
        # Not for secrets: a seed makes a finding repeatable.
        drawn = iter(random.Random(seed).sample(ids, min(sample, len(ids))))  # noqa: S311
        while some := list(islice(drawn, _CHUNK)):
            yield list(rows.filter(pk__in=some))
        return
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:_CHUNK]):
        yield chunk
        last = chunk[-1].pk


def _wholes(chunk: Sequence[Dossier]) -> Iterator[WholeDossier]:
    ids = [dossier.pk for dossier in chunk]
    entries = entries_of(stream_of(dossier) for dossier in chunk)
    requests = _by_dossier(SupplementRequest.objects.filter(dossier__in=ids).order_by("pk"))
    pauses = _by_dossier(Pause.objects.filter(dossier__in=ids).order_by("pk"))
    moved = {row.dossier_id: row for row in Reappointment.objects.filter(dossier__in=ids)}
    tasks = _by_dossier(Task.objects.filter(dossier__in=ids).order_by("pk"))
    messages = _by_dossier(Message.objects.filter(dossier__in=ids).order_by("destination", "version", "pk"))
    digests = _digests(ids)
    releases = _by_dossier(Release.objects.filter(dossier__in=ids).order_by("pk"))
    returns = _by_dossier(Return.objects.filter(dossier__in=ids).order_by("pk"))
    notices = _by_dossier(Notice.objects.filter(dossier__in=ids).order_by("pk"))
    for dossier in chunk:
        key = dossier.pk
        yield WholeDossier(
            dossier=dossier,
            entries=entries[stream_of(dossier)],
            facts=ClockFacts(requests=requests[key], pauses=pauses[key], moved=moved.get(key)),
            tasks=tasks[key],
            messages=messages[key],
            digests=frozenset(digests[key]),
            hand_overs=[*releases[key], *returns[key]],
            notices=[one.kind for one in notices[key]],
        )


def _by_dossier(rows: QuerySet[Told]) -> dict[int, list[Told]]:
    found: dict[int, list[Told]] = defaultdict(list)
    for row in rows:
        found[row.dossier_id].append(row)
    return found


def _digests(ids: Iterable[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Document.objects.filter(dossier__in=ids).values_list("dossier_id", "file__digest")
    for dossier_id, digest in rows:
        if dossier_id is not None:
            found[dossier_id].add(digest)
    return found
