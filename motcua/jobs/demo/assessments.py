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
_OF_THE_DESK = ("5", "6")
_SILENT = 0.12


def write_assessments(world: World, *, until: datetime) -> int:
    """For every agency that leads or takes part in dossiers, and every period over by `until` (aware)."""
    if SelfAssessment.objects.exists():
        return 0
    agencies = {agency.pk: agency for agency in world.places.values()}
    leads = {world.lead(offer).pk for offer in world.offers.values()}
    batch = Batch()
    for agency in agencies.values():
        batch.add(*_assessed(world, agency, until, has_desk=agency.pk in leads or agency.has_desk))
    write_batch(batch.rows())
    return len(batch.instances[SelfAssessment])


def _assessed(world: World, agency: Agency, until: datetime, *, has_desk: bool) -> Iterator[SelfAssessment]:
    """An agency that only has a part in others' dossiers has no desk to be judged by: it is excused."""
    rng, above = random.Random(f"self {agency.code}"), random.Random(f"appraised {agency.code}")
    kindness = temper_of(agency).kindness
    leader = next(iter(world.holders.get((agency.pk, "leader"), ())), None)
    for period, on in _PERIODS:
        at = instant(datetime.combine(on, time(9, rng.randrange(60))))
        if rng.random() < _SILENT or at >= until:
            continue
        for index in _INDICES:
            points = 2 if rng.random() < kindness else rng.choice((0, 1, 1))
            is_excused = index in _OF_THE_DESK and not has_desk
            yield SelfAssessment(
                agency=agency,
                period=period,
                index=index,
                points=None if is_excused else points,
                is_excused=is_excused,
                appraised_points=None if is_excused else _appraised(above, points),
                at=at,
                by=leader,
            )


def _appraised(rng: random.Random, points: int) -> int | None:
    """The level above has looked at most of it, and does not always agree."""
    thrown = rng.random()
    return None if thrown < 0.3 else max(0, points - 1) if thrown < 0.4 else points
