"""services/dossiers/complete_step: from desk to specialist to leader and back, by the process in force."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.kit.instants import local
from motcua.records.tasks.models import Task
from motcua.services.dossiers.complete_step import complete_task
from motcua.services.dossiers.pause import pause_dossier
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.errors import NotDone
from tests.cast import MONDAY, Cast, filed, stored_file
from tests.services.dossiers.steps import (
    NINE,
    NOTE,
    TUESDAY,
    again,
    at_most,
    complete,
    finished,
    nothing_changes,
    open_task,
    publish,
    received,
    sent_count,
    story,
)


def test_the_first_step_sets_the_dossier_in_motion(cast: Cast) -> None:
    dossier = received(cast)
    complete_task(task=open_task(dossier), by=cast.dung, at=NINE)
    assert again(dossier).status == "processing"
    task = open_task(dossier)
    assert (task.step, task.role, task.agency_id) == ("handle", "specialist", cast.agency["phong_thuy"].pk)


def test_a_steps_limit_runs_from_its_opening(cast: Cast) -> None:
    dossier = received(cast)
    complete_task(task=open_task(dossier), by=cast.dung, at=NINE)
    assert local(open_task(dossier).due_at).isoformat() == "2020-09-15T15:00:00"


def test_no_step_is_due_after_its_dossier(cast: Cast) -> None:
    thursday = MONDAY + timedelta(days=3, hours=8)
    dossier = complete(cast, received(cast), steps=1, at=thursday)
    assert open_task(dossier).due_at == dossier.due_at


def test_a_task_keeps_who_did_it_when_and_how_well(cast: Cast) -> None:
    dossier = received(cast)
    task = open_task(dossier)
    complete_task(task=task, by=cast.dung, at=NINE, note="Đủ giấy tờ.")
    task.refresh_from_db()
    assert (task.done_by, task.done_at, task.note) == (cast.dung, NINE, "Đủ giấy tờ.")
    assert task.timeliness == "early"
    assert task.next_alarm_at is None


def test_the_last_step_finishes_the_dossier_and_the_desk_has_a_result_to_hand_over(cast: Cast) -> None:
    dossier = finished(cast)
    assert (dossier.status, dossier.outcome, dossier.timeliness) == ("finished", "granted", "early")
    assert dossier.next_alarm_at is None
    assert (open_task(dossier).step, open_task(dossier).agency_id) == ("release", dossier.receiving_agency_id)


def test_every_step_is_in_the_story_once(cast: Cast) -> None:
    assert story(finished(cast)) == [
        "dossier.submitted",
        "dossier.received",
        *["dossier.step_completed"] * 4,
        "dossier.finished",
    ]


@pytest.mark.parametrize(
    ("days", "timeliness"), [(2, "early"), (3, "on_time"), (4, "late")], ids=["day 2", "day 3", "day 4"]
)
def test_the_due_date_decides_early_on_time_or_late(cast: Cast, days: int, timeliness: str) -> None:
    end = MONDAY + timedelta(days=days, hours=2)
    assert complete(cast, received(cast), at=end).timeliness == timeliness


def test_a_leaders_no_ends_in_a_refusal_with_its_reason_on_form_03(cast: Cast) -> None:
    dossier = finished(cast, thu="refuse")
    assert (dossier.status, dossier.outcome) == ("refused", "refused")
    assert sorted(paper.form for paper in dossier.papers.all()) == ["01", "03"]
    assert dossier.tasks.get(step="approve").note == NOTE


def test_a_refusal_without_its_reason_is_not_taken(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=2)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        complete_task(task=open_task(dossier), by=cast.thu, at=TUESDAY, outcome="refuse", note=" ")
    assert said.value.fields["note"].code == "reason_needed"


def test_an_outcome_the_step_does_not_have_is_refused_with_those_it_has(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=2)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        complete_task(task=open_task(dossier), by=cast.thu, at=TUESDAY)
    assert said.value.refused.code == "unknown_outcome"
    assert set(str(said.value.refused.params["outcomes"]).split(", ")) == {"approve", "refuse"}


def test_result_files_go_with_the_step_that_made_them(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=2)
    signed = [("Giấy xác nhận.pdf", stored_file("signed"))]
    complete_task(task=open_task(dossier), by=cast.thu, at=TUESDAY, outcome="approve", results=signed)
    result = dossier.documents.get(is_result=True)
    assert (result.name, result.given_by) == ("Giấy xác nhận.pdf", cast.thu)


def test_who_completes_a_step_second_is_told_who_was_first_and_when(cast: Cast) -> None:
    dossier = received(cast)
    first, second = open_task(dossier), open_task(dossier)
    complete_task(task=first, by=cast.dung, at=NINE)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        complete_task(task=second, by=cast.hoa, at=NINE + timedelta(minutes=3))
    assert said.value.refused.code == "already_done"
    assert said.value.refused.params == {
        "who": "Trần Văn Dũng",
        "when": "09:00 14/09/2020",
        "at": "2020-09-14T09:00:00+07:00",
    }


def test_a_page_that_shows_the_step_as_done_is_told_so_too(cast: Cast) -> None:
    dossier = received(cast)
    complete_task(task=open_task(dossier), by=cast.dung, at=NINE)
    task = Task.objects.select_related("dossier").get(dossier=dossier, step="forward")
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        complete_task(task=task, by=cast.hoa, at=NINE)
    assert said.value.refused.code == "already_done"


def test_a_stale_version_is_refused_with_who_and_when(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        complete_task(task=open_task(dossier), by=cast.dung, at=NINE, version=1)
    assert said.value.refused.code == "changed_meanwhile"
    assert "Trần Văn Dũng" in str(said.value.refused)


def test_nobody_works_on_a_dossier_that_waits_for_its_applicant(cast: Cast) -> None:
    dossier = received(cast)
    item = AskedItem("form", "wrong", "Ghi lại địa chỉ thường trú.")
    request_supplement(dossier=dossier, by=cast.dung, at=NINE, items=[item])
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        complete_task(task=open_task(dossier), by=cast.dung, at=NINE)
    assert said.value.refused.code == "not_running"


def test_the_last_step_waits_until_a_pause_is_over(cast: Cast) -> None:
    publish(pauses=[{"key": "council", "name_vi": "Chờ hội đồng họp"}])
    dossier = complete(cast, received(cast), steps=3, at=NINE)
    pause_dossier(dossier=dossier, by=cast.son, at=NINE, cause="council")
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        complete_task(task=open_task(dossier), by=cast.dung, at=TUESDAY)
    assert said.value.refused.code == "not_running"


def test_a_dossier_not_yet_received_has_no_step_to_complete(cast: Cast) -> None:
    dossier = filed(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        complete_task(task=open_task(dossier), by=cast.dung, at=NINE)
    assert said.value.refused.code == "not_running"


def test_the_national_portal_hears_of_the_start_and_the_end_not_of_every_step(cast: Cast) -> None:
    dossier = received(cast)
    before = sent_count(dossier)
    complete(cast, dossier)
    assert sent_count(dossier) - before == 2


def test_completing_a_step_takes_at_most_twelve_statements(cast: Cast) -> None:
    finished(cast)  # warm
    dossier = complete(cast, received(cast), steps=1)
    task, version = open_task(dossier), dossier.version
    with at_most(12):
        complete_task(task=task, by=cast.son, at=TUESDAY, version=version)


def test_the_step_that_ends_it_takes_at_most_twelve_statements_too(cast: Cast) -> None:
    finished(cast)  # warm
    dossier = complete(cast, received(cast), steps=3)
    task = open_task(dossier)
    with at_most(12):
        complete_task(task=task, by=cast.dung, at=TUESDAY)
