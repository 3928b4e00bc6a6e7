"""services/dossiers/propose_supplement: an officer proposes, the applicant hears nothing yet."""

from __future__ import annotations

import pytest

from motcua.records.proposals.models import SupplementProposal
from motcua.services.dossiers.propose_supplement import find_proposal, propose_supplement
from motcua.services.dossiers.request_supplement import AskedItem
from motcua.services.errors import NotDone
from tests.cast import Cast
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

ITEM = AskedItem("form", "wrong", "Ghi lại địa chỉ thường trú cho đúng sổ.")
CAUSE = "Đối chiếu sổ hộ tịch mới thấy sai."


def test_the_applicant_hears_nothing_and_the_clock_runs_on(cast: Cast) -> None:
    dossier = received(cast)
    before = sent_count(dossier)
    proposal = propose_supplement(dossier=dossier, by=cast.son, at=TUESDAY, items=[ITEM], cause=CAUSE)
    assert (again(dossier).status, sent_count(dossier)) == ("received", before)
    assert find_proposal(dossier) == proposal
    assert story(dossier)[-1] == "dossier.supplement_proposed"


def test_one_proposal_waits_at_a_time(cast: Cast) -> None:
    dossier = received(cast)
    propose_supplement(dossier=dossier, by=cast.son, at=TUESDAY, items=[ITEM], cause=CAUSE)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        propose_supplement(dossier=dossier, by=cast.dung, at=TUESDAY, items=[ITEM], cause=CAUSE)
    assert (said.value.refused.code, said.value.refused.params["who"]) == ("already_proposed", cast.son.name)


@pytest.mark.parametrize(
    ("items", "cause", "code"),
    [
        ([], CAUSE, "nothing_asked"),
        ([AskedItem("passport", "missing", "Thiếu hộ chiếu.")], CAUSE, "unknown_requirement"),
        ([AskedItem("form", "missing", "  ")], CAUSE, "reason_needed"),
        ([ITEM], " ", "reason_needed"),
    ],
)
def test_a_proposal_that_says_too_little_is_none(
    cast: Cast, items: list[AskedItem], cause: str, code: str
) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        propose_supplement(dossier=dossier, by=cast.son, at=TUESDAY, items=items, cause=cause)
    assert said.value.refused.code == code
    assert not SupplementProposal.objects.exists()


def test_what_is_handled_is_not_asked_about(cast: Cast) -> None:
    dossier = finished(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        propose_supplement(dossier=dossier, by=cast.son, at=TUESDAY, items=[ITEM], cause=CAUSE)
    assert said.value.refused.code == "not_running"


def test_a_stale_tab_proposes_nothing(cast: Cast) -> None:
    dossier = received(cast)
    stale = again(dossier)
    complete(cast, dossier, steps=1)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        propose_supplement(dossier=stale, by=cast.son, at=TUESDAY, items=[ITEM], cause=CAUSE)
    assert said.value.refused.code == "changed_meanwhile"
    assert not SupplementProposal.objects.exists()
