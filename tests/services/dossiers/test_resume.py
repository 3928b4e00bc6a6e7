"""services/dossiers/resume: the wait is over and the due date moves by what it took."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.kit.instants import local
from motcua.records.dossiers.models import Dossier, Pause
from motcua.services.dossiers.pause import pause_dossier
from motcua.services.dossiers.resume import resume_dossier
from motcua.services.dossiers.withdraw import withdraw_dossier
from motcua.services.errors import NotDone
from tests.cast import Cast
from tests.services.dossiers.steps import (
    TUESDAY,
    again,
    complete,
    nothing_changes,
    open_task,
    publish,
    received,
    story,
)

THURSDAY = TUESDAY + timedelta(days=2)


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    publish(pauses=[{"key": "council", "name_vi": "Chờ hội đồng thẩm định họp"}])
    found = complete(cast, received(cast), steps=1, at=TUESDAY)
    pause_dossier(dossier=found, by=cast.son, at=TUESDAY, cause="council")
    return found


def test_two_days_of_waiting_move_a_working_day_limit_by_two_days(cast: Cast, dossier: Dossier) -> None:
    resume_dossier(dossier=dossier, by=cast.son, at=THURSDAY)
    assert local(dossier.due_at).isoformat() == "2020-09-21T17:00:00"  # was Thursday 17
    assert dossier.next_alarm_at == dossier.due_at
    assert story(dossier)[-1] == "dossier.resumed"


def test_a_pause_that_ends_the_same_day_moves_nothing(cast: Cast, dossier: Dossier) -> None:
    resume_dossier(dossier=dossier, by=cast.son, at=TUESDAY + timedelta(hours=3))
    assert local(dossier.due_at).isoformat() == "2020-09-17T17:00:00"


def test_the_pause_keeps_when_it_ended(cast: Cast, dossier: Dossier) -> None:
    resume_dossier(dossier=dossier, by=cast.son, at=THURSDAY)
    assert Pause.objects.get(dossier=dossier).ended_at == THURSDAY


def test_the_moved_due_date_decides_early_on_time_or_late(cast: Cast, dossier: Dossier) -> None:
    resume_dossier(dossier=dossier, by=cast.son, at=THURSDAY)
    assert complete(cast, dossier, at=THURSDAY + timedelta(days=1)).timeliness == "early"


def test_the_step_that_waited_gets_its_whole_limit_again(cast: Cast, dossier: Dossier) -> None:
    assert open_task(dossier).next_alarm_at is None
    resume_dossier(dossier=dossier, by=cast.son, at=THURSDAY)
    assert local(open_task(dossier).due_at).isoformat() == "2020-09-18T15:00:00"


def test_what_is_not_paused_cannot_go_on(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        resume_dossier(dossier=dossier, by=cast.son, at=TUESDAY)
    assert said.value.refused.code == "not_stopped"


def test_a_pause_ends_once(cast: Cast, dossier: Dossier) -> None:
    first, second = again(dossier), again(dossier)
    resume_dossier(dossier=first, by=cast.son, at=THURSDAY)
    with nothing_changes(dossier), pytest.raises(NotDone):
        resume_dossier(dossier=second, by=cast.thu, at=THURSDAY + timedelta(days=1))
    assert Pause.objects.get(dossier=dossier).ended_at == THURSDAY


def test_a_dossier_withdrawn_during_a_pause_does_not_go_on(cast: Cast, dossier: Dossier) -> None:
    withdraw_dossier(dossier=dossier, by=cast.lan, at=THURSDAY)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        resume_dossier(dossier=dossier, by=cast.son, at=THURSDAY)
    assert said.value.refused.code == "closed"


def test_a_stale_version_is_refused(cast: Cast, dossier: Dossier) -> None:
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        resume_dossier(dossier=dossier, by=cast.son, at=THURSDAY, version=1)
    assert said.value.refused.code == "changed_meanwhile"
