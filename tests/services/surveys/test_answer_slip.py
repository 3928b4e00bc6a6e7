"""A slip by ticket: after the outcome, the last answer counts, index 2 read off the steps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.records.dossiers.models import Dossier
from motcua.records.surveys.models import Slip, Ticket
from motcua.services.dossiers.decline import decline_dossier
from motcua.services.errors import NotDone
from motcua.services.surveys.answer_slip import answer_slip
from tests.cast import MONDAY, Cast, filed

LATER = MONDAY + timedelta(hours=1)
GOOD = {"1": 2, "3": 2, "4": 2, "7": 2}


def answered(dossier: Dossier, **more: Any) -> Slip:
    given: dict[str, Any] = {"answers": GOOD, "satisfaction": {"overall": 2}, "has_paid_outside": False}
    ticket = Ticket.objects.select_related("dossier__procedure").get(dossier=dossier)
    return answer_slip(ticket=ticket, channel="online", at=LATER, **{**given, **more})


@pytest.fixture
def declined(cast: Cast) -> Dossier:
    dossier = filed(cast)
    decline_dossier(dossier=dossier, by=cast.dung, at=LATER, reason="Không thuộc thẩm quyền của xã.")
    return dossier


def test_a_slip_counts_for_the_lead_agency_in_the_month_handling_ended(declined: Dossier) -> None:
    slip = answered(declined)
    assert slip.agency_id == declined.lead_agency_id
    assert slip.month_on == date(2020, 9, 1)


def test_the_last_answer_counts_and_is_counted_anew(declined: Dossier) -> None:
    answered(declined)
    slip = answered(declined, answers={**GOOD, "7": 0}, has_paid_outside=True)
    assert Slip.objects.count() == 1
    assert slip.answers["7"] == 0
    assert slip.has_paid_outside
    assert slip.revision == 2


def test_nobody_is_asked_for_index_2(declined: Dossier) -> None:
    slip = answered(declined, answers={**GOOD, "2": 2})
    # No step was ever timed: there is no fact, and what was sent for it is not believed.
    assert "2" not in slip.answers


def test_before_there_is_an_outcome_the_slip_waits(cast: Cast) -> None:
    with pytest.raises(NotDone) as no:
        answered(filed(cast))
    assert no.value.refused.code == "too_early"
    assert not Slip.objects.exists()


@pytest.mark.parametrize("points", [3, -1, None])
def test_an_answer_outside_the_circulars_points_is_refused_by_name(declined: Dossier, points: Any) -> None:
    with pytest.raises(NotDone) as no:
        answered(declined, answers={**GOOD, "4": points})
    assert set(no.value.fields) == {"4"}
