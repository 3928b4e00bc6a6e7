"""services/dossiers/ring_alarm: a due instant that passes is in the story, and only once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.services.dossiers.ring_alarm import ring_dossier_alarm, ring_task_alarm
from motcua.services.errors import NotDone
from tests.cast import MONDAY, Cast
from tests.services.dossiers.steps import (
    again,
    complete,
    nothing_changes,
    open_task,
    received,
    story,
)

LATER = MONDAY + timedelta(days=30)


def test_an_overdue_dossier_is_told_of_once(cast: Cast) -> None:
    dossier = received(cast)
    ring_dossier_alarm(dossier=dossier, at=LATER)
    assert story(dossier)[-1] == "dossier.overdue"
    assert again(dossier).next_alarm_at is None


def test_an_overdue_step_names_the_step_and_rings_once(cast: Cast) -> None:
    dossier = received(cast)
    first, second = open_task(dossier), open_task(dossier)
    assert ring_task_alarm(task=first, at=LATER)
    with nothing_changes(dossier):
        assert not ring_task_alarm(task=second, at=LATER)
    assert story(dossier)[-1] == "dossier.step_overdue"


def test_a_dossier_that_moved_meanwhile_does_not_ring(cast: Cast) -> None:
    dossier = received(cast)
    stale = again(dossier)
    complete(cast, dossier, steps=1)
    with nothing_changes(dossier), pytest.raises(NotDone):
        ring_dossier_alarm(dossier=stale, at=LATER)
