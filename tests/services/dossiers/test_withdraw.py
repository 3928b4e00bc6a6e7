"""services/dossiers/withdraw: the applicant takes the dossier back while nothing is decided."""

from __future__ import annotations

import pytest

from motcua.records.dossiers.models import Decision
from motcua.records.tasks.models import Task
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.dossiers.withdraw import withdraw_dossier
from motcua.services.errors import NotDone
from tests.cast import Cast, filed
from tests.services.dossiers.steps import (
    NINE,
    TUESDAY,
    again,
    complete,
    finished,
    nothing_changes,
    received,
    sent_count,
    story,
)


@pytest.mark.parametrize("steps", [0, 1, 3], ids=["received", "with the specialist", "with the leader"])
def test_an_open_dossier_can_be_withdrawn(cast: Cast, steps: int) -> None:
    dossier = withdraw_dossier(dossier=complete(cast, received(cast), steps=steps), by=cast.lan, at=TUESDAY)
    assert (dossier.status, dossier.closed_at) == ("withdrawn", TUESDAY)
    assert dossier.timeliness == ""
    assert dossier.next_alarm_at is None


def test_before_receipt_too(cast: Cast) -> None:
    assert withdraw_dossier(dossier=filed(cast), by=cast.lan, at=NINE).status == "withdrawn"


def test_while_it_waits_for_papers_too(cast: Cast) -> None:
    dossier = received(cast)
    item = AskedItem("form", "wrong", "Ghi lại địa chỉ thường trú.")
    request_supplement(dossier=dossier, by=cast.dung, at=NINE, items=[item])
    assert withdraw_dossier(dossier=dossier, by=cast.lan, at=TUESDAY).status == "withdrawn"


def test_nobody_has_anything_left_to_do(cast: Cast) -> None:
    dossier = withdraw_dossier(dossier=received(cast), by=cast.lan, at=TUESDAY)
    assert not Task.objects.filter(dossier=dossier, status=Task.OPEN).exists()
    assert not Task.objects.filter(next_alarm_at__isnull=False).exists()


def test_the_reason_is_kept_and_the_national_portal_told(cast: Cast) -> None:
    dossier = filed(cast)
    withdraw_dossier(dossier=dossier, by=cast.lan, at=NINE, reason="Tôi nộp nhầm nơi.")
    assert Decision.objects.get(dossier=dossier).reason == "Tôi nộp nhầm nơi."
    assert story(dossier)[-1] == "dossier.withdrawn"
    assert sent_count(dossier) == 2


def test_what_is_decided_cannot_be_withdrawn(cast: Cast) -> None:
    dossier = finished(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        withdraw_dossier(dossier=dossier, by=cast.lan, at=TUESDAY)
    assert said.value.refused.code == "already_handled"


def test_withdrawing_twice_is_refused(cast: Cast) -> None:
    dossier = withdraw_dossier(dossier=filed(cast), by=cast.lan, at=NINE)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        withdraw_dossier(dossier=again(dossier), by=cast.lan, at=NINE)
    assert said.value.refused.code == "already_there"


def test_a_citizen_whose_dossier_has_just_moved_is_told_so(cast: Cast) -> None:
    dossier = received(cast)
    stale = again(dossier)
    complete(cast, dossier, steps=1)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        withdraw_dossier(dossier=stale, by=cast.lan, at=TUESDAY)
    assert said.value.refused.params == {
        "who": "Trần Văn Dũng",
        "when": "09:00 15/09/2020",
        "at": "2020-09-15T09:00:00+07:00",
    }


def test_a_stale_version_is_refused(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        withdraw_dossier(dossier=dossier, by=cast.lan, at=TUESDAY, version=1)
    assert said.value.refused.code == "changed_meanwhile"
