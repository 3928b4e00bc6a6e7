"""services/dossiers/apologise: a new date once, in writing; what the evaluation measures never moves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.records.dossiers.models import Reappointment
from motcua.services.dossiers.apologise import apologise
from motcua.services.dossiers.withdraw import withdraw_dossier
from motcua.services.errors import NotDone
from tests.cast import MONDAY, Cast, filed
from tests.services.dossiers.steps import (
    TUESDAY,
    again,
    complete,
    finished,
    nothing_changes,
    received,
    sent_count,
    story,
)

# Received on Monday 14, due on Thursday 17 at 17:00; in time until Wednesday 16 at 17:00.
NEW_DATE = MONDAY + timedelta(days=8, hours=10)
IN_TIME = MONDAY + timedelta(days=2, hours=10)
REASON = "Hệ thống hộ tịch của Bộ gián đoạn hai ngày."


def test_the_promise_moves_and_the_due_date_stays(cast: Cast) -> None:
    dossier = received(cast)
    due = dossier.due_at
    apologise(dossier=dossier, by=cast.thu, at=TUESDAY, appointed_at=NEW_DATE, reason=REASON)
    assert (dossier.appointed_at, dossier.due_at) == (NEW_DATE, due)
    assert story(dossier)[-1] == "dossier.apologised"


def test_the_citizen_gets_form_04(cast: Cast) -> None:
    dossier = received(cast)
    before = sent_count(dossier)
    apologise(dossier=dossier, by=cast.thu, at=TUESDAY, appointed_at=NEW_DATE, reason=REASON)
    assert sorted(paper.form for paper in dossier.papers.all()) == ["01", "04"]
    assert sent_count(dossier) == before + 1


@pytest.mark.parametrize(("minutes", "is_late"), [(0, False), (1, True)], ids=["in time", "a minute late"])
def test_an_apology_is_in_time_until_the_close_of_the_working_day_before(
    cast: Cast, minutes: int, is_late: bool
) -> None:
    at = IN_TIME + timedelta(minutes=minutes)
    moved = apologise(dossier=received(cast), by=cast.thu, at=at, appointed_at=NEW_DATE, reason=REASON)
    assert moved.is_late is is_late


def test_an_apologised_dossier_that_ends_after_its_due_date_is_late_all_the_same(cast: Cast) -> None:
    dossier = received(cast)
    apologise(dossier=dossier, by=cast.thu, at=TUESDAY, appointed_at=NEW_DATE, reason=REASON)
    assert complete(cast, dossier, at=NEW_DATE).timeliness == "late"


def test_a_second_apology_is_refused(cast: Cast) -> None:
    dossier = received(cast)
    apologise(dossier=dossier, by=cast.thu, at=TUESDAY, appointed_at=NEW_DATE, reason=REASON)
    later = NEW_DATE + timedelta(days=1)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        apologise(dossier=dossier, by=cast.thu, at=IN_TIME, appointed_at=later, reason=REASON)
    assert said.value.refused.code == "already_reappointed"


def test_the_new_date_must_be_after_the_old(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        apologise(dossier=dossier, by=cast.thu, at=TUESDAY, appointed_at=dossier.due_at, reason=REASON)
    assert said.value.refused.code == "not_later"


def test_an_apology_without_a_reason_is_none(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        apologise(dossier=dossier, by=cast.thu, at=TUESDAY, appointed_at=NEW_DATE, reason="  ")
    assert said.value.fields["reason"].code == "reason_needed"


def test_before_receipt_no_date_was_promised(cast: Cast) -> None:
    dossier = filed(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        apologise(dossier=dossier, by=cast.thu, at=TUESDAY, appointed_at=NEW_DATE, reason=REASON)
    assert said.value.refused.code == "not_running"


def test_nothing_is_promised_anew_for_what_is_handled(cast: Cast) -> None:
    dossier = finished(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        apologise(dossier=dossier, by=cast.thu, at=TUESDAY, appointed_at=NEW_DATE, reason=REASON)
    assert said.value.refused.code == "after_finish"


def test_nothing_is_promised_anew_for_what_was_withdrawn(cast: Cast) -> None:
    dossier = withdraw_dossier(dossier=received(cast), by=cast.lan, at=TUESDAY)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        apologise(dossier=dossier, by=cast.thu, at=TUESDAY, appointed_at=NEW_DATE, reason=REASON)
    assert said.value.refused.code == "closed"


def test_two_leaders_sign_at_once_and_one_apology_goes_out(cast: Cast) -> None:
    dossier = received(cast)
    stale = again(dossier)
    complete(cast, dossier, steps=1)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        apologise(dossier=stale, by=cast.thu, at=TUESDAY, appointed_at=NEW_DATE, reason=REASON)
    assert said.value.refused.code == "changed_meanwhile"
    assert not Reappointment.objects.exists()
