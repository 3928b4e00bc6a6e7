"""services/dossiers/sign_extension: the agency asks the desk, with a cause and a name, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.records.lateness.models import ExtensionRequest
from motcua.services.dossiers.escalate import escalate_dossier
from motcua.services.dossiers.sign_extension import sign_extension
from motcua.services.errors import NotDone
from tests.cast import MONDAY, Cast, filed
from tests.services.dossiers.steps import TUESDAY, again, complete, nothing_changes, received, story

NEW_DATE = MONDAY + timedelta(days=8, hours=10)
WEDNESDAY = MONDAY + timedelta(days=2, hours=3)
CAUSE = "Chờ kết quả xác minh của Công an xã."


def test_it_is_signed_and_waits_for_the_desk(cast: Cast) -> None:
    dossier = received(cast)
    request = sign_extension(dossier=dossier, by=cast.thu, at=TUESDAY, proposed_at=NEW_DATE, reason=CAUSE)
    assert (request.signed_by, request.is_late, request.cause) == (cast.thu, False, CAUSE)
    assert story(dossier)[-1] == "dossier.extension_signed"
    assert again(dossier).appointed_at is None


def test_the_draft_of_the_system_is_the_one_that_is_signed(cast: Cast) -> None:
    dossier = received(cast)
    escalate_dossier(dossier=again(dossier), about="due", at=WEDNESDAY)
    sign_extension(dossier=dossier, by=cast.thu, at=WEDNESDAY, proposed_at=NEW_DATE, reason=CAUSE)
    request = ExtensionRequest.objects.get()
    assert (request.drafted_at, request.signed_at) == (WEDNESDAY, WEDNESDAY)


def test_the_close_of_the_day_before_is_the_last_moment_in_time(cast: Cast) -> None:
    in_time = MONDAY + timedelta(days=2, hours=10)
    late = in_time + timedelta(minutes=1)
    request = sign_extension(dossier=received(cast), by=cast.thu, at=late, proposed_at=NEW_DATE, reason=CAUSE)
    assert request.is_late
    request = sign_extension(
        dossier=received(cast), by=cast.thu, at=in_time, proposed_at=NEW_DATE, reason=CAUSE
    )
    assert not request.is_late


def test_a_second_signature_reads_whose_was_first(cast: Cast) -> None:
    dossier = received(cast)
    sign_extension(dossier=dossier, by=cast.thu, at=TUESDAY, proposed_at=NEW_DATE, reason=CAUSE)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        sign_extension(dossier=dossier, by=cast.hoa, at=TUESDAY, proposed_at=NEW_DATE, reason=CAUSE)
    assert said.value.refused.code == "already_signed"
    assert said.value.refused.params["who"] == cast.thu.name


def test_without_a_cause_nothing_is_signed(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        sign_extension(dossier=dossier, by=cast.thu, at=TUESDAY, proposed_at=NEW_DATE, reason=" ")
    assert said.value.fields["reason"].code == "reason_needed"
    assert not ExtensionRequest.objects.exists()


def test_a_date_that_is_not_later_is_refused(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        sign_extension(dossier=dossier, by=cast.thu, at=TUESDAY, proposed_at=TUESDAY, reason=CAUSE)
    assert said.value.refused.code == "not_later"


def test_before_receipt_there_is_nothing_to_extend(cast: Cast) -> None:
    with pytest.raises(NotDone) as said:
        sign_extension(dossier=filed(cast), by=cast.thu, at=TUESDAY, proposed_at=NEW_DATE, reason=CAUSE)
    assert said.value.refused.code == "not_running"


def test_a_stale_tab_signs_nothing(cast: Cast) -> None:
    dossier = received(cast)
    stale = again(dossier)
    complete(cast, dossier, steps=1)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        sign_extension(dossier=stale, by=cast.thu, at=TUESDAY, proposed_at=NEW_DATE, reason=CAUSE)
    assert said.value.refused.code == "changed_meanwhile"
    assert not ExtensionRequest.objects.exists()
