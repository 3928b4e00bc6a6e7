"""services/dossiers/assign: a step goes to one officer, or back to all who hold its role."""

from __future__ import annotations

import pytest

from motcua.services.dossiers.assign import assign_task
from motcua.services.dossiers.complete_step import complete_task
from motcua.services.errors import NotDone
from tests.cast import Cast, hold
from tests.services.dossiers.steps import (
    NINE,
    TUESDAY,
    complete,
    nothing_changes,
    open_task,
    received,
    story,
)


def test_a_step_goes_to_an_officer_who_holds_its_role(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=1)
    assign_task(task=open_task(dossier), to=cast.son, by=cast.hoa, at=TUESDAY)
    assert open_task(dossier).assignee == cast.son
    assert story(dossier)[-1] == "dossier.assigned"


def test_a_step_may_go_back_to_all(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=1)
    assign_task(task=open_task(dossier), to=cast.son, by=cast.hoa, at=TUESDAY)
    assign_task(task=open_task(dossier), to=None, by=cast.hoa, at=TUESDAY)
    assert open_task(dossier).assignee is None


@pytest.mark.parametrize("login", ["mai", "thu", "tam", "lan"])
def test_who_does_not_hold_the_role_there_cannot_be_given_it(cast: Cast, login: str) -> None:
    dossier = complete(cast, received(cast), steps=1)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        assign_task(task=open_task(dossier), to=cast.accounts[login], by=cast.hoa, at=TUESDAY)
    assert said.value.refused.code == "wrong_role"
    assert cast.accounts[login].name in str(said.value.refused)


def test_an_officer_whose_term_is_over_cannot_be_given_it(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=1)
    cast.son.assignments.update(until_on="2020-09-14")
    with pytest.raises(NotDone) as said:
        assign_task(task=open_task(dossier), to=cast.son, by=cast.hoa, at=TUESDAY)
    assert said.value.refused.code == "wrong_role"


def test_the_last_day_of_a_term_still_counts(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=1)
    cast.son.assignments.update(until_on="2020-09-15")
    assert assign_task(task=open_task(dossier), to=cast.son, by=cast.hoa, at=TUESDAY).assignee == cast.son


def test_a_disabled_account_cannot_be_given_it(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=1)
    cast.son.is_active = False
    with pytest.raises(NotDone) as said:
        assign_task(task=open_task(dossier), to=cast.son, by=cast.hoa, at=TUESDAY)
    assert said.value.refused.code == "wrong_role"


def test_a_step_done_meanwhile_is_not_assigned_and_says_who_did_it(cast: Cast) -> None:
    dossier = received(cast)
    stale = open_task(dossier)
    task = open_task(dossier)
    complete_task(task=task, by=cast.dung, at=NINE)
    stale.dossier = task.dossier
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        assign_task(task=stale, to=cast.dung, by=cast.hoa, at=TUESDAY)
    assert said.value.refused.code == "already_done"
    assert said.value.refused.params["who"] == "Trần Văn Dũng"


def test_two_who_assign_at_once_do_not_overwrite_each_other(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=1)
    hold(cast.mai, "specialist", cast.agency["phong_thuy"])
    first, second = open_task(dossier), open_task(dossier)
    assign_task(task=first, to=cast.son, by=cast.hoa, at=TUESDAY)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        assign_task(task=second, to=cast.mai, by=cast.thu, at=TUESDAY)
    assert said.value.refused.params["who"] == "Lê Thị Hoa"


def test_a_stale_version_is_refused(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=1)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        assign_task(task=open_task(dossier), to=cast.son, by=cast.hoa, at=TUESDAY, version=2)
    assert said.value.refused.code == "changed_meanwhile"
