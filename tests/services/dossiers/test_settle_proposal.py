"""services/dossiers/settle_proposal: what is asked beyond the one time bears a superior's name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.records.dossiers.models import Dossier, SupplementRequest
from motcua.records.proposals.models import SupplementProposal
from motcua.services.dossiers.propose_supplement import propose_supplement
from motcua.services.dossiers.request_supplement import AskedItem
from motcua.services.dossiers.settle_proposal import drop_proposal, send_proposal
from motcua.services.errors import NotDone
from tests.cast import MONDAY, Cast
from tests.services.dossiers.steps import TUESDAY, again, nothing_changes, received, story

ITEM = AskedItem("form", "wrong", "Ghi lại địa chỉ thường trú cho đúng sổ.")
CAUSE = "Đối chiếu sổ hộ tịch mới thấy sai."
# Received on Monday 14: the notice limit of three working days ends on Thursday 17.
FRIDAY = MONDAY + timedelta(days=4, hours=2)


def proposed(cast: Cast) -> Dossier:
    dossier = received(cast)
    propose_supplement(dossier=dossier, by=cast.son, at=TUESDAY, items=[ITEM], cause=CAUSE)
    return again(dossier)


def test_the_desk_sends_what_is_asked_for_the_first_time_and_in_time(cast: Cast) -> None:
    dossier = proposed(cast)
    request = send_proposal(dossier=dossier, by=cast.dung, at=TUESDAY, is_superior=False)
    assert (request.by, request.is_override) == (cast.dung, False)
    assert again(dossier).status == "awaiting_supplement"
    assert SupplementProposal.objects.get().is_sent


def test_a_late_request_needs_a_superior_and_is_recorded_as_late(cast: Cast) -> None:
    dossier = proposed(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        send_proposal(dossier=dossier, by=cast.dung, at=FRIDAY, is_superior=False)
    assert said.value.refused.code == "needs_superior"
    request = send_proposal(dossier=again(dossier), by=cast.thu, at=FRIDAY, is_superior=True)
    assert (request.by, request.is_override, request.is_late) == (cast.thu, True, True)


def test_a_second_request_needs_a_superior(cast: Cast) -> None:
    dossier = received(cast)
    Dossier.objects.filter(pk=dossier.pk).update(contact_count=1)
    SupplementRequest.objects.create(
        dossier=dossier, at=TUESDAY, by=cast.dung, is_before_receipt=True, answered_at=TUESDAY
    )
    propose_supplement(dossier=again(dossier), by=cast.dung, at=TUESDAY, items=[ITEM], cause=CAUSE)
    with pytest.raises(NotDone) as said:
        send_proposal(dossier=again(dossier), by=cast.dung, at=TUESDAY, is_superior=False)
    assert said.value.refused.code == "needs_superior"
    assert send_proposal(dossier=again(dossier), by=cast.hoa, at=TUESDAY, is_superior=True).is_override


def test_a_dropped_proposal_asks_nothing_and_says_why(cast: Cast) -> None:
    dossier = proposed(cast)
    drop_proposal(dossier=dossier, by=cast.hoa, at=TUESDAY, reason="Sổ hộ tịch đã có thông tin này.")
    dropped = SupplementProposal.objects.get()
    assert (dropped.is_sent, dropped.settled_by) == (False, cast.hoa)
    assert dropped.dropped_because == "Sổ hộ tịch đã có thông tin này."
    assert again(dossier).status == "received"
    assert story(dossier)[-1] == "dossier.proposal_dropped"


def test_dropping_needs_its_reason(cast: Cast) -> None:
    dossier = proposed(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        drop_proposal(dossier=dossier, by=cast.hoa, at=TUESDAY, reason="")
    assert said.value.refused.code == "reason_needed"


def test_nothing_proposed_is_nothing_to_sign(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        send_proposal(dossier=dossier, by=cast.hoa, at=TUESDAY, is_superior=True)
    assert said.value.refused.code == "nothing_proposed"


def test_two_sign_at_once_and_one_request_goes_out(cast: Cast) -> None:
    dossier = proposed(cast)
    stale = again(dossier)
    send_proposal(dossier=dossier, by=cast.hoa, at=TUESDAY, is_superior=True)
    with pytest.raises(NotDone) as said:
        send_proposal(dossier=stale, by=cast.thu, at=TUESDAY, is_superior=True)
    assert said.value.refused.code in {"nothing_proposed", "changed_meanwhile", "not_running"}
    assert SupplementRequest.objects.filter(dossier=dossier).count() == 1
