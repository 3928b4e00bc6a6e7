"""services/dossiers/reappoint: the desk sets the date that was signed for, and the citizen gets Mẫu 04."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.reappoint import reappoint
from motcua.services.dossiers.sign_extension import sign_extension
from motcua.services.errors import NotDone
from tests.cast import MONDAY, Cast
from tests.services.dossiers.steps import TUESDAY, again, complete, nothing_changes, received, sent_count

NEW_DATE = MONDAY + timedelta(days=8, hours=10)
LATER = MONDAY + timedelta(days=9, hours=10)
CAUSE = "Chờ kết quả xác minh của Công an xã."


def signed(cast: Cast) -> Dossier:
    dossier = received(cast)
    sign_extension(dossier=dossier, by=cast.thu, at=TUESDAY, proposed_at=NEW_DATE, reason=CAUSE)
    return dossier


def test_the_desk_takes_the_date_asked_for_and_the_due_date_stays(cast: Cast) -> None:
    dossier = signed(cast)
    due, before = dossier.due_at, sent_count(dossier)
    moved = reappoint(dossier=dossier, by=cast.dung, at=TUESDAY)
    assert (again(dossier).appointed_at, again(dossier).due_at) == (NEW_DATE, due)
    assert (moved.by, moved.reason) == (cast.dung, CAUSE)
    assert sent_count(dossier) == before + 1


def test_form_04_bears_the_name_of_who_signed_the_apology(cast: Cast) -> None:
    dossier = signed(cast)
    reappoint(dossier=dossier, by=cast.dung, at=TUESDAY)
    assert dossier.papers.get(form="04").issued_by == cast.thu


def test_the_desk_may_set_another_date(cast: Cast) -> None:
    dossier = signed(cast)
    reappoint(dossier=dossier, by=cast.dung, at=TUESDAY, appointed_at=LATER)
    assert again(dossier).appointed_at == LATER


def test_without_a_signature_there_is_no_new_date(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        reappoint(dossier=dossier, by=cast.dung, at=TUESDAY, appointed_at=NEW_DATE)
    assert said.value.refused.code == "not_signed"


def test_the_date_is_set_once(cast: Cast) -> None:
    dossier = signed(cast)
    reappoint(dossier=dossier, by=cast.dung, at=TUESDAY)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        reappoint(dossier=dossier, by=cast.dung, at=TUESDAY, appointed_at=LATER)
    assert said.value.refused.code == "already_reappointed"


def test_two_officers_of_the_desk_set_one_date(cast: Cast) -> None:
    dossier = signed(cast)
    stale = again(dossier)
    complete(cast, dossier, steps=1)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        reappoint(dossier=stale, by=cast.dung, at=TUESDAY)
    assert said.value.refused.code == "changed_meanwhile"
