"""services/dossiers/undo_assign: an assignment is taken back within ten seconds, by who made it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.assign import assign_task
from motcua.services.dossiers.undo_assign import undo_assign
from motcua.services.errors import NotDone
from tests.cast import Cast, signed_in_client
from tests.services.dossiers.steps import (
    TUESDAY,
    again,
    complete,
    nothing_changes,
    open_task,
    received,
    story,
)


def assigned(cast: Cast) -> Dossier:
    """Given to son by hoa a moment ago; before, it was nobody's."""
    dossier = complete(cast, received(cast), steps=1)
    assign_task(task=open_task(dossier), to=cast.son, by=cast.hoa, at=TUESDAY)
    return again(dossier)


def test_the_step_is_with_whom_it_was_before(cast: Cast) -> None:
    dossier = assigned(cast)
    undo_assign(dossier=dossier, by=cast.hoa, at=TUESDAY, now=timezone.now())
    assert open_task(dossier).assignee is None
    assert story(dossier)[-2:] == ["dossier.assigned", "dossier.assignment_undone"]


def test_giving_it_back_to_all_is_undone_too(cast: Cast) -> None:
    dossier = assigned(cast)
    assign_task(task=open_task(dossier), to=None, by=cast.hoa, at=TUESDAY)
    undo_assign(dossier=again(dossier), by=cast.hoa, at=TUESDAY, now=timezone.now())
    assert open_task(dossier).assignee == cast.son


def test_after_ten_seconds_it_stays(cast: Cast) -> None:
    dossier = assigned(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        undo_assign(dossier=dossier, by=cast.hoa, at=TUESDAY, now=timezone.now() + timedelta(seconds=11))
    assert said.value.refused.code == "too_late_to_undo"


def test_nobody_undoes_what_another_did(cast: Cast) -> None:
    dossier = assigned(cast)
    with nothing_changes(dossier), pytest.raises(NotDone):
        undo_assign(dossier=dossier, by=cast.dung, at=TUESDAY, now=timezone.now())


def test_what_was_undone_is_not_undone_again(cast: Cast) -> None:
    dossier = assigned(cast)
    undo_assign(dossier=dossier, by=cast.hoa, at=TUESDAY, now=timezone.now())
    with nothing_changes(dossier), pytest.raises(NotDone):
        undo_assign(dossier=dossier, by=cast.hoa, at=TUESDAY, now=timezone.now())


def test_a_stale_dossier_is_told_who_was_first(cast: Cast) -> None:
    dossier, stale = assigned(cast), assigned(cast)
    stale = Dossier.objects.get(pk=dossier.pk)
    undo_assign(dossier=dossier, by=cast.hoa, at=TUESDAY, now=timezone.now())
    with pytest.raises(NotDone) as said:
        undo_assign(dossier=stale, by=cast.hoa, at=TUESDAY, now=timezone.now())
    assert said.value.refused.code == "changed_meanwhile"


def test_the_page_offers_it_to_who_assigned_and_to_nobody_else(cast: Cast) -> None:
    dossier = assigned(cast)
    where = f"/desk/dossiers/{dossier.tracking_code}/"
    assert "Hoàn tác" in signed_in_client(cast.hoa).get(where).content.decode()
    assert "Hoàn tác" not in signed_in_client(cast.dung).get(where).content.decode()
    signed_in_client(cast.hoa).post(f"{where}undo/")
    assert open_task(dossier).assignee is None
    assert signed_in_client(cast.hoa).post(f"{where}undo/").status_code == 422
