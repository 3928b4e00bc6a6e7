"""The demo's rows are those the verbs would have written: the same stories through both, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.utils import timezone

from motcua.jobs.demo.bulk import write_batch
from motcua.jobs.demo.months import first_ids, put_into_the_past, write_serials
from motcua.jobs.demo.names import name_parts
from motcua.jobs.demo.people import make_officers
from motcua.jobs.demo.plans import Plan, make_plans
from motcua.jobs.demo.printed import make_citizens
from motcua.jobs.demo.replay import Replay
from motcua.jobs.demo.stories import tell
from motcua.jobs.demo.world import World, read_world
from motcua.kit.instants import instant
from motcua.records.journal.models import Entry
from motcua.records.outbox.models import Message
from motcua.services.files.store_file import store_own_file
from motcua.services.province.load import load_province
from tests.jobs.demo.verb_stage import VerbStage
from tests.jobs.demo.written_rows import broken_links, written_rows

pytestmark = pytest.mark.slow

UNTIL = datetime(2020, 9, 14, 7, 0)
OPENED_AT = instant(datetime(2020, 1, 1, 8, 0))
STORIES = 60


@pytest.fixture
def world(db: None, settings: Any) -> World:
    settings.MOTCUA_DEMO = True
    folder = Path(django_settings.MOTCUA_PROVINCE)
    load_province(folder=folder, at=OPENED_AT)
    make_officers(folder=folder, at=OPENED_AT, seed=1)
    make_citizens(at=OPENED_AT)
    return read_world(store_own_file(content=b"%PDF", media_type="application/pdf", at=OPENED_AT))


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    def to(at: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: at)

    return to


def test_sixty_stories_leave_the_same_rows_by_verbs_and_in_bulk(world: World, set_clock: Any) -> None:
    plans = _telling_plans(world)
    verbs = _rows_by_verbs(plans, world, VerbStage(set_clock))
    replay = Replay(world, first_ids())
    for life in _tell(plans, world, replay):
        replay.end(life)
    write_batch(replay.batch.rows())
    write_serials(world, plans)

    bulk = written_rows()
    for table, rows in verbs.items():
        unlike = [pair for pair in zip_longest(rows, bulk[table]) if pair[0] != pair[1]]
        assert not unlike, _told_apart(table, *unlike[0])
    assert broken_links() == []


def test_those_stories_meet_everything_that_can_happen(world: World) -> None:
    replay = Replay(world, first_ids())
    for life in _tell(_telling_plans(world), world, replay):
        replay.end(life)
    write_batch(replay.batch.rows())
    happened = Counter(Entry.objects.filter(stream__startswith="dossier:").values_list("kind", flat=True))
    assert happened.keys() >= {
        *("dossier.submitted", "dossier.received", "dossier.step_completed", "dossier.finished"),
        *("dossier.released", "dossier.declined", "dossier.withdrawn", "dossier.supplement_requested"),
        *("dossier.supplemented", "dossier.paused", "dossier.resumed", "dossier.apologised"),
        *("dossier.refused",),
    }
    tables = {model.__name__ for model in replay.batch.instances}
    assert {"Slip", "Reappointment", "Pause", "SupplementItem", "Decision"} <= tables


def test_the_relay_has_nothing_to_send_again(world: World) -> None:
    replay = Replay(world, first_ids())
    for life in _tell(_telling_plans(world)[:5], world, replay):
        replay.end(life)
    put_into_the_past(replay.batch)
    write_batch(replay.batch.rows())
    assert Message.objects.exists()
    assert not Message.objects.filter(next_attempt_at__isnull=False).exists()
    assert not Message.objects.filter(acknowledged_at=None).exists()


def _told_apart(table: str, verb: str | None, bulk: str | None) -> str:
    """Where the two texts part, with a little of what stands around."""
    if verb is None or bulk is None:
        return f"{table}: only {'in bulk' if verb is None else 'by verb'}: {verb or bulk}"
    same = next((at for at, (one, other) in enumerate(zip(verb, bulk, strict=False)) if one != other), 0)
    around = slice(max(0, same - 120), same + 120)
    return f"{table}\nby verb: {verb[around]}\nin bulk: {bulk[around]}"


def _rows_by_verbs(plans: Sequence[Plan], world: World, stage: VerbStage) -> dict[str, list[str]]:
    """Told on the database, looked at, and rolled back."""
    with transaction.atomic():
        _tell(plans, world, stage)
        rows = written_rows()
        assert broken_links() == []
        transaction.set_rollback(True)
    return rows


def _tell(plans: Sequence[Plan], world: World, stage: Any) -> list[Any]:
    names = name_parts(Path(django_settings.MOTCUA_PROVINCE))
    return [tell(plan, world, names, stage, until=UNTIL) for plan in plans]


def _telling_plans(world: World) -> list[Plan]:
    """Ordinary stories and, from a longer list, those where something unusual happens.

    Serials are given anew by the verbs, so that the plans must follow each other without gaps.
    """
    many = make_plans(world, dossiers=1500, seed=7, until=UNTIL)
    names = name_parts(Path(django_settings.MOTCUA_PROVINCE))
    chosen: list[Plan] = []
    met: Counter[str] = Counter()
    for plan in many:
        replay = Replay(world, first_ids())
        tell(plan, world, names, replay, until=UNTIL)
        kinds = {one.kind for one in replay.batch.instances[Entry]}  # type: ignore[attr-defined]
        if plan.serial <= 1 and any(met[kind] < 4 for kind in kinds):
            met.update(kinds)
            chosen.append(plan)
        elif plan.serial <= 1 and len(chosen) < STORIES // 2:
            chosen.append(plan)
    return chosen[:STORIES]
