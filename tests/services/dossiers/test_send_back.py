"""services/dossiers/send_back: a step goes back to who passed it on, with the reason; the due date stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.records.journal.models import Entry
from motcua.records.tasks.models import Task
from motcua.services.dossiers.complete_step import complete_task
from motcua.services.dossiers.send_back import send_back_task
from motcua.services.errors import NotDone
from tests.cast import Cast
from tests.services.dossiers.steps import (
    TUESDAY,
    again,
    at_most,
    complete,
    nothing_changes,
    open_task,
    received,
    story,
)

WHY = "Thiếu ý kiến của thôn về thời gian cư trú."


def test_the_step_before_is_open_again_with_the_reason_and_for_who_did_it(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=2)
    task = open_task(dossier)
    back = send_back_task(task=task, by=cast.thu, at=TUESDAY + timedelta(hours=1), reason=WHY)
    sent = Task.objects.get(pk=task.pk)
    assert (sent.status, sent.outcome, sent.note, sent.done_by) == (Task.DONE, "sent_back", WHY, cast.thu)
    assert open_task(dossier) == back
    before = Task.objects.exclude(pk=back.pk).get(dossier=dossier, step=back.step)
    assert (back.assignee, back.agency, back.role) == (cast.son, before.agency, before.role)
    assert back.opened_at == TUESDAY + timedelta(hours=1)
    assert again(dossier).marking["open"] == [back.step]


def test_the_promise_to_the_citizen_does_not_move(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=2)
    due = dossier.due_at
    back = send_back_task(task=open_task(dossier), by=cast.thu, at=TUESDAY, reason=WHY)
    assert again(dossier).due_at == due
    assert due is not None
    assert back.due_at is not None
    assert back.due_at <= due


def test_the_story_says_which_step_went_back_to_which(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=2)
    task = open_task(dossier)
    back = send_back_task(task=task, by=cast.thu, at=TUESDAY, reason=WHY)
    entry = Entry.objects.filter(stream=f"dossier:{dossier.tracking_code}").latest("number")
    assert (entry.kind, entry.actor) == ("dossier.step_sent_back", cast.thu.pk)
    assert (entry.data["task"], entry.data["step"], entry.data["to"]) == (task.pk, task.step, back.step)


def test_done_again_it_goes_on_as_if_nothing_had_been(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=2)
    send_back_task(task=open_task(dossier), by=cast.thu, at=TUESDAY, reason=WHY)
    for who, outcome in ((cast.son, ""), (cast.thu, "approve"), (cast.dung, "")):
        complete_task(task=open_task(dossier), by=who, at=TUESDAY, outcome=outcome)
    assert again(dossier).status == "finished"


def test_it_may_go_back_further_step_by_step(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=2)
    send_back_task(task=open_task(dossier), by=cast.thu, at=TUESDAY, reason=WHY)
    back = send_back_task(task=open_task(dossier), by=cast.son, at=TUESDAY, reason=WHY)
    assert back.assignee == cast.dung
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        send_back_task(task=open_task(dossier), by=cast.dung, at=TUESDAY, reason=WHY)
    assert said.value.refused.code == "no_way_back"


def test_who_has_left_the_role_does_not_get_it_back(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=2)
    cast.son.assignments.update(until_on="2020-09-14")
    assert send_back_task(task=open_task(dossier), by=cast.thu, at=TUESDAY, reason=WHY).assignee is None


def test_the_reason_is_asked_for(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=2)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        send_back_task(task=open_task(dossier), by=cast.thu, at=TUESDAY, reason=" . ")
    assert set(said.value.fields) == {"reason"}


def test_a_step_done_meanwhile_is_not_sent_back_and_it_says_who_did_it(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=2)
    stale = open_task(dossier)
    complete(cast, dossier, steps=1)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        send_back_task(task=stale, by=cast.thu, at=TUESDAY, reason=WHY)
    assert said.value.refused.code == "already_done"
    assert cast.thu.name in str(said.value.refused)


def test_a_page_of_an_older_version_sends_nothing_back(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=2)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        send_back_task(task=open_task(dossier), by=cast.thu, at=TUESDAY, reason=WHY, version=1)
    assert said.value.refused.code == "changed_meanwhile"


def test_it_costs_few_statements(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=2)
    task = open_task(dossier)
    with at_most(8):
        send_back_task(task=task, by=cast.thu, at=TUESDAY, reason=WHY)


def test_the_story_keeps_its_order(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=2)
    send_back_task(task=open_task(dossier), by=cast.thu, at=TUESDAY, reason=WHY)
    assert story(dossier)[-1] == "dossier.step_sent_back"
