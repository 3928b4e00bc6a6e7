"""jobs/alarms and services/dossiers/ring_alarm: each alarm rings once, when its time has come."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.jobs.alarms import ring_due_alarms
from motcua.records.dossiers.models import Dossier
from motcua.records.journal.models import Entry
from motcua.records.tasks.models import Task
from motcua.services.dossiers.receive import receive_dossier
from motcua.services.dossiers.ring_alarm import ring_task_alarm
from motcua.services.dossiers.withdraw import withdraw_dossier
from tests.cast import MONDAY, Cast, filed

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=30)


def _rung() -> list[str]:
    return list(Entry.objects.filter(kind__endswith="overdue").order_by("id").values_list("kind", flat=True))


def test_nothing_rings_before_its_time(cast: Cast) -> None:
    filed(cast)
    assert ring_due_alarms(at=MONDAY + timedelta(hours=1)) == 0


def test_an_alarm_rings_after_the_due_minute_not_in_it(cast: Cast) -> None:
    dossier = filed(cast)
    assert ring_due_alarms(at=dossier.answer_due_at) == 0
    assert ring_due_alarms(at=dossier.answer_due_at + timedelta(minutes=1)) == 1


def test_the_desk_that_does_not_answer_is_in_the_dossiers_story_once(cast: Cast) -> None:
    filed(cast)
    assert ring_due_alarms(at=LATER) == 1
    assert ring_due_alarms(at=LATER) == 0
    assert _rung() == ["dossier.step_overdue"]


def test_a_received_dossier_and_its_open_step_ring(cast: Cast) -> None:
    dossier = filed(cast)
    receive_dossier(dossier=dossier, by=cast.dung, at=MONDAY)
    while ring_due_alarms(at=LATER):
        pass
    assert sorted(_rung()) == ["dossier.overdue", "dossier.step_overdue"]
    assert not Dossier.objects.filter(next_alarm_at__isnull=False).exists()


def test_a_withdrawn_dossier_stays_quiet(cast: Cast) -> None:
    dossier = filed(cast)
    withdraw_dossier(dossier=dossier, by=cast.lan, at=MONDAY, reason="Không cần nữa")
    assert ring_due_alarms(at=LATER) == 0


def test_two_workers_ring_an_alarm_once(cast: Cast) -> None:
    filed(cast)
    first, second = (Task.objects.select_related("dossier").get() for _ in range(2))
    assert ring_task_alarm(task=first, at=LATER)
    assert not ring_task_alarm(task=second, at=LATER)
    assert _rung() == ["dossier.step_overdue"]
