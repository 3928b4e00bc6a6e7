"""What agencies say of themselves for the first quarters of 2020 (NĐ 61/2018 Art. 30); some are silent."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time

from motcua.jobs.demo.bulk import Batch, write_batch
from motcua.jobs.demo.weights import temper_of
from motcua.jobs.demo.world import World
from motcua.kit.instants import instant
from motcua.records.agencies.models import Agency
from motcua.records.evaluations.models import SelfAssessment

# period, the day by which it was handed in
_PERIODS = (("2020Q1", date(2020, 4, 10)), ("2020Q2", date(2020, 7, 10)))
_INDICES = ("5", "6", "8", "9")
_SILENT = 0.12


def write_assessments(world: World, *, until: datetime) -> int:
    """For every agency that leads dossiers, and every period over by `until` (aware)."""
    if SelfAssessment.objects.exists():
        return 0
    leads = {lead.pk: lead for lead in map(world.lead, world.offers.values())}
    batch = Batch()
    for agency in leads.values():
        batch.add(*_assessed(world, agency, until))
    write_batch(batch.rows())
    return len(batch.instances[SelfAssessment])


def _assessed(world: World, agency: Agency, until: datetime) -> Iterator[SelfAssessment]:
    rng = random.Random(f"self {agency.code}")
    kindness = temper_of(agency).kindness
    leader = next(iter(world.holders.get((agency.pk, "leader"), ())), None)
    for period, on in _PERIODS:
        at = instant(datetime.combine(on, time(9, rng.randrange(60))))
        if rng.random() < _SILENT or at >= until:
            continue
        for index in _INDICES:
            points = 2 if rng.random() < kindness else rng.choice((0, 1, 1))
            yield SelfAssessment(agency=agency, period=period, index=index, points=points, at=at, by=leader)
