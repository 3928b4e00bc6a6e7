"""services/dossiers/remind_uncollected: told early, reminded once, never late."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from motcua.jobs.alarms import ring_due_alarms
from motcua.kit.instants import VIETNAM
from motcua.records.dossiers.models import Dossier
from motcua.records.releases.models import Notice
from motcua.records.tasks.models import Task
from motcua.services.dossiers.release import release_dossier
from motcua.services.dossiers.remind_uncollected import remind_uncollected
from motcua.services.errors import NotDone
from tests.cast import Cast
from tests.services.dossiers.handing_over import with_originals
from tests.services.dossiers.steps import (
    TUESDAY,
    again,
    finished,
    nothing_changes,
    open_task,
    publish,
    story,
)

LYING = TUESDAY + timedelta(days=20)
MIDNIGHT = datetime(2020, 10, 1, tzinfo=VIETNAM)  # fifteen days after Tuesday 15 September are over


def kinds(dossier: Dossier) -> list[str]:
    return list(Notice.objects.filter(dossier=dossier).order_by("pk").values_list("kind", flat=True))


def test_a_result_before_its_date_is_announced_as_it_is_ready(cast: Cast) -> None:
    dossier = finished(cast)
    told = Notice.objects.get(dossier=dossier)
    assert (dossier.timeliness, told.kind, told.at, told.by) == ("early", "early", TUESDAY, cast.dung)


def test_what_comes_late_or_is_given_at_once_is_not_announced(cast: Cast) -> None:
    late = finished(cast, at=TUESDAY + timedelta(days=30))
    assert (late.timeliness, kinds(late)) == ("late", [])
    publish("1.001193", is_immediate=True)
    assert kinds(with_originals(cast)) == []


def test_the_worker_reminds_once_when_the_days_are_over_and_not_before(cast: Cast) -> None:
    dossier = finished(cast)
    ring_due_alarms(at=MIDNIGHT - timedelta(minutes=1))
    assert kinds(dossier) == ["early"]
    assert ring_due_alarms(at=MIDNIGHT) == 1
    assert kinds(dossier) == ["early", "uncollected"]
    assert story(dossier)[-1] == "dossier.uncollected_reminded"
    assert ring_due_alarms(at=MIDNIGHT + timedelta(days=30)) == 0


def test_nobody_is_late_for_it(cast: Cast) -> None:
    dossier = finished(cast)
    ring_due_alarms(at=LYING)
    assert (again(dossier).timeliness, open_task(dossier).due_at) == ("early", None)
    assert "dossier.step_overdue" not in story(dossier)
    released = release_dossier(dossier=again(dossier), by=cast.dung, at=LYING, way="counter")
    assert released.tasks.get(step="release").timeliness == ""


def test_what_was_collected_in_time_is_not_reminded_of(cast: Cast) -> None:
    dossier = finished(cast)
    release_dossier(dossier=dossier, by=cast.dung, at=TUESDAY, way="counter")
    assert ring_due_alarms(at=LYING) == 0
    assert kinds(dossier) == ["early"]


def test_a_second_reminder_is_refused(cast: Cast) -> None:
    dossier = finished(cast)
    remind_uncollected(task=open_task(dossier), by=cast.dung, at=LYING)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        remind_uncollected(task=open_task(dossier), by=None, at=LYING)
    assert said.value.refused.code == "already_reminded"


def test_who_hands_it_over_meanwhile_is_first(cast: Cast) -> None:
    dossier = finished(cast)
    task = open_task(dossier)
    release_dossier(dossier=again(dossier), by=cast.dung, at=TUESDAY, way="counter")
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        remind_uncollected(task=task, by=None, at=LYING)
    assert said.value.refused.code == "changed_meanwhile"
    assert Task.objects.get(pk=task.pk).status == Task.DONE
