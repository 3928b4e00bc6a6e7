"""services/dossiers/decline: the desk says no before receipt, with a reason in print."""

from __future__ import annotations

import pytest

from motcua.records.dossiers.models import Decision
from motcua.records.tasks.models import Task
from motcua.services.dossiers.decline import decline_dossier
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.errors import NotDone
from tests.cast import Cast, filed
from tests.services.dossiers.steps import NINE, again, nothing_changes, received, sent_count, story

REASON = "Thuộc thẩm quyền của UBND xã Võ Ninh, huyện Quảng Ninh."


def test_a_declined_dossier_is_closed_without_a_code(cast: Cast) -> None:
    dossier = decline_dossier(dossier=filed(cast), by=cast.dung, at=NINE, reason=REASON)
    assert (dossier.status, dossier.closed_at, dossier.code) == ("declined", NINE, None)


def test_the_applicant_gets_the_reason_on_form_03(cast: Cast) -> None:
    dossier = decline_dossier(dossier=filed(cast), by=cast.dung, at=NINE, reason=REASON)
    assert [paper.form for paper in dossier.papers.all()] == ["03"]
    assert Decision.objects.get(dossier=dossier).reason == REASON
    assert story(dossier)[-1] == "dossier.declined"
    assert sent_count(dossier) == 2


def test_nobody_has_to_answer_it_any_more(cast: Cast) -> None:
    dossier = decline_dossier(dossier=filed(cast), by=cast.dung, at=NINE, reason=REASON)
    assert not dossier.tasks.filter(status=Task.OPEN).exists()
    assert not Task.objects.filter(next_alarm_at__isnull=False).exists()


def test_a_dossier_that_waits_for_completion_can_be_declined(cast: Cast) -> None:
    dossier = filed(cast)
    item = AskedItem("form", "wrong", "Ghi lại địa chỉ thường trú.")
    request_supplement(dossier=dossier, by=cast.dung, at=NINE, items=[item])
    assert decline_dossier(dossier=dossier, by=cast.dung, at=NINE, reason=REASON).status == "declined"


@pytest.mark.parametrize("reason", ["", "   ", "Sai", "\u200b\u200b\u200b\u200b\u200b"])
def test_declining_without_words_is_refused(cast: Cast, reason: str) -> None:
    dossier = filed(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        decline_dossier(dossier=dossier, by=cast.dung, at=NINE, reason=reason)
    assert said.value.fields["reason"].code == "reason_needed"


def test_a_reason_nobody_would_read_to_the_end_is_refused(cast: Cast) -> None:
    with pytest.raises(NotDone) as said:
        decline_dossier(dossier=filed(cast), by=cast.dung, at=NINE, reason="x" * 2001)
    assert said.value.refused.params == {"typed": 2001, "longest": 2000}


def test_a_received_dossier_cannot_be_declined(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        decline_dossier(dossier=dossier, by=cast.dung, at=NINE, reason=REASON)
    assert said.value.refused.code == "already_received"


def test_who_declines_what_a_colleague_has_just_received_is_told_so(cast: Cast) -> None:
    dossier = received(cast)
    stale = again(dossier)
    stale.status, stale.version = "submitted", 1
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        decline_dossier(dossier=stale, by=cast.hoa, at=NINE, reason=REASON)
    assert said.value.refused.code == "changed_meanwhile"
    assert "Trần Văn Dũng" in str(said.value.refused)


def test_a_stale_version_is_refused(cast: Cast) -> None:
    dossier = filed(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        decline_dossier(dossier=dossier, by=cast.dung, at=NINE, reason=REASON, version=7)
    assert said.value.refused.code == "changed_meanwhile"
