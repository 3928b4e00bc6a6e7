"""services/dossiers/receive: the code is issued, the clock starts, the process begins."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.kit.instants import local
from motcua.services.dossiers.decline import decline_dossier
from motcua.services.dossiers.receive import receive_dossier
from motcua.services.errors import NotDone
from tests.cast import MONDAY, Cast, filed
from tests.services.dossiers.steps import (
    NINE,
    again,
    at_most,
    nothing_changes,
    open_task,
    publish,
    received,
    sent_count,
    story,
)


def test_receipt_gives_the_dossier_its_code(cast: Cast) -> None:
    dossier = received(cast)
    assert dossier.status == "received"
    assert dossier.code == "000.25.30.H46-200914-0001"
    assert (dossier.received_by, dossier.received_at) == (cast.dung, NINE)


def test_three_working_days_begin_the_day_after_receipt(cast: Cast) -> None:
    assert local(received(cast).due_at).isoformat() == "2020-09-17T17:00:00"


def test_a_dossier_received_at_three_is_due_the_same_day_and_a_minute_later_the_next(cast: Cast) -> None:
    three = MONDAY + timedelta(hours=8)
    same_day = received(cast, procedure="1.001193", at=three)
    next_day = received(cast, procedure="1.001193", at=three + timedelta(minutes=1))
    assert local(same_day.due_at).isoformat() == "2020-09-14T17:00:00"
    assert local(next_day.due_at).isoformat() == "2020-09-15T17:00:00"


def test_each_agency_counts_its_own_serials(cast: Cast) -> None:
    codes = [received(cast).code for _ in range(2)]
    elsewhere = filed(cast, agency="kien_giang")
    receive_dossier(dossier=elsewhere, by=cast.tam, at=NINE)
    assert codes == ["000.25.30.H46-200914-0001", "000.25.30.H46-200914-0002"]
    assert elsewhere.code == "000.19.30.H46-200914-0001"


def test_a_new_day_begins_at_0001_again(cast: Cast) -> None:
    received(cast)
    assert received(cast, at=NINE + timedelta(days=1)).code == "000.25.30.H46-200915-0001"


def test_the_first_step_opens_for_the_desk_and_intake_is_done(cast: Cast) -> None:
    dossier = received(cast)
    task = open_task(dossier)
    assert (task.step, task.role) == ("forward", "desk_officer")
    assert local(task.due_at).isoformat() == "2020-09-14T11:00:00"
    intake = dossier.tasks.get(step="intake")
    assert (intake.status, intake.outcome, intake.done_by) == ("done", "received", cast.dung)


def test_the_receipt_is_issued_and_the_national_portal_told(cast: Cast) -> None:
    dossier = received(cast)
    assert [paper.form for paper in dossier.papers.all()] == ["01"]
    assert story(dossier) == ["dossier.submitted", "dossier.received"]
    assert sent_count(dossier) == 2


def test_an_immediate_result_is_received_and_finished_in_one_move(cast: Cast) -> None:
    publish(is_immediate=True)
    dossier = received(cast)
    assert dossier.status == "finished"
    assert dossier.code
    assert dossier.timeliness == "early"
    assert dossier.outcome == "granted"
    assert open_task(dossier).step == "release"


def test_a_second_officer_is_told_who_received_it_and_when(cast: Cast) -> None:
    dossier = filed(cast)
    first, second = again(dossier), again(dossier)
    receive_dossier(dossier=first, by=cast.dung, at=NINE)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        receive_dossier(dossier=second, by=cast.hoa, at=NINE + timedelta(minutes=5))
    assert "Trần Văn Dũng" in str(said.value.refused)
    assert "09:00 14/09/2020" in str(said.value.refused)


def test_a_stale_version_is_refused_with_who_and_when(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        receive_dossier(dossier=again(dossier), by=cast.hoa, at=NINE, version=1)
    assert said.value.refused.code == "changed_meanwhile"
    assert said.value.refused.params["who"] == "Trần Văn Dũng"


def test_what_is_received_cannot_be_received_again(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        receive_dossier(dossier=again(dossier), by=cast.dung, at=NINE)
    assert said.value.refused.code == "already_there"


def test_what_was_declined_cannot_be_received(cast: Cast) -> None:
    dossier = filed(cast)
    decline_dossier(dossier=dossier, by=cast.dung, at=NINE, reason="Thuộc xã Võ Ninh.")
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        receive_dossier(dossier=dossier, by=cast.dung, at=NINE)
    assert said.value.refused.code == "final"


def test_a_refused_receipt_gives_its_serial_back(cast: Cast) -> None:
    dossier = filed(cast)
    first, second = again(dossier), again(dossier)
    receive_dossier(dossier=first, by=cast.dung, at=NINE)
    with pytest.raises(NotDone):
        receive_dossier(dossier=second, by=cast.hoa, at=NINE)
    assert received(cast).code == "000.25.30.H46-200914-0002"


def test_receiving_takes_at_most_twelve_statements(cast: Cast) -> None:
    received(cast)  # warm
    dossier = again(filed(cast))
    with at_most(12):
        receive_dossier(dossier=dossier, by=cast.dung, at=NINE, version=1)
