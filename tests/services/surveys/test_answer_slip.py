"""A slip by ticket: after the outcome, the last answer before closing counts, index 2 read off the steps."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from motcua.records.dossiers.models import Dossier
from motcua.records.surveys.models import Slip, Ticket
from motcua.records.tasks.models import Task
from motcua.rules.scoring_facts import points_for_parts
from motcua.services.dossiers.decline import decline_dossier
from motcua.services.errors import NotDone
from motcua.services.surveys.answer_slip import answer_slip
from tests.cast import MONDAY, Cast, filed
from tests.services.dossiers.steps import NINE, TUESDAY, again, complete, hand_over, received

LATER = MONDAY + timedelta(hours=1)
AUTUMN = MONDAY + timedelta(days=60)
GOOD = {"1": 2, "3": 2, "4": 2, "7": 2}


def answered(dossier: Dossier, at: datetime = LATER, **more: Any) -> Slip:
    given: dict[str, Any] = {"answers": GOOD, "satisfaction": {"overall": 2}, "has_paid_outside": False}
    ticket = Ticket.objects.select_related("dossier__procedure").get(dossier=dossier)
    return answer_slip(ticket=ticket, channel="online", at=at, **{**given, **more})


@pytest.fixture
def declined(cast: Cast) -> Dossier:
    dossier = filed(cast)
    decline_dossier(dossier=dossier, by=cast.dung, at=LATER, reason="Không thuộc thẩm quyền của xã.")
    return dossier


@pytest.fixture
def done(cast: Cast) -> Dossier:
    """Finished on Monday 14 September 2020 by the commune's own four steps, all early."""
    return complete(cast, received(cast), at=NINE + timedelta(minutes=20))


def test_a_slip_counts_for_the_lead_agency_in_the_month_handling_ended(done: Dossier) -> None:
    slip = answered(done)
    assert slip.agency_id == done.lead_agency_id
    assert slip.month_on == slip.counted_on == date(2020, 9, 1)
    assert slip.answers["2"] == 2
    assert not slip.is_before_receipt


def test_a_declined_filings_slip_speaks_of_the_desk_in_three_indices(declined: Dossier) -> None:
    Dossier.objects.filter(pk=declined.pk).update(lead_agency=declined.lead_agency.parent)
    slip = answered(declined)
    assert slip.agency_id == declined.receiving_agency_id
    assert slip.is_before_receipt
    assert set(slip.answers) == {"3", "4", "7"}
    assert answered(declined, answers={"3": 0, "4": 1, "7": 2}).answers == {"3": 0, "4": 1, "7": 2}


def test_each_agency_has_its_own_worst_part_for_index_2(cast: Cast) -> None:
    dossier = received(cast)
    complete(cast, dossier, steps=1)
    hand_over(dossier, cast.agency["justice"])
    complete(cast, again(dossier), at=TUESDAY + timedelta(days=30), steps=1)
    slip = answered(complete(cast, again(dossier), at=TUESDAY + timedelta(days=30)), at=AUTUMN)
    # The commune's own last steps were opened late and done at once: its dossier is late, its parts are not.
    own = Task.objects.filter(dossier=dossier, agency=dossier.lead_agency_id).exclude(timeliness="")
    assert slip.answers["2"] == min(points_for_parts([one.timeliness]) for one in own)
    assert [(part.agency_id, part.points) for part in slip.parts.all()] == [(cast.agency["justice"].pk, 0)]


def test_answering_again_leaves_each_agency_one_part(cast: Cast) -> None:
    dossier = received(cast)
    hand_over(dossier, cast.agency["justice"])
    dossier = complete(cast, dossier)
    answered(dossier)
    assert answered(dossier).parts.count() == 1


@pytest.mark.parametrize(
    ("on", "counted_on"),
    [("2020-10-15", "2020-09-01"), ("2020-10-16", "2020-10-01"), ("2021-01-16", "2021-01-01")],
)
def test_a_slip_after_its_period_has_closed_counts_in_the_next(
    done: Dossier, on: str, counted_on: str
) -> None:
    slip = answered(done, at=datetime.fromisoformat(f"{on}T23:30:00+07:00"))
    assert (slip.month_on.isoformat(), slip.counted_on.isoformat()) == ("2020-09-01", counted_on)


def test_what_a_closed_period_rests_on_is_not_changed_any_more(done: Dossier) -> None:
    answered(done)
    with pytest.raises(NotDone) as no:
        answered(done, at=AUTUMN, answers={**GOOD, "7": 0})
    assert no.value.refused.code == "period_closed"
    assert no.value.refused.params == {"quarter": "3", "year": "2020"}
    assert Slip.objects.get().answers["7"] == 2


def test_a_late_slip_can_be_given_anew_while_the_period_it_counts_in_is_open(done: Dossier) -> None:
    answered(done, at=AUTUMN)
    slip = answered(done, at=AUTUMN + timedelta(days=40), answers={**GOOD, "7": 0})
    assert slip.counted_on == date(2020, 10, 1)
    assert slip.answers["7"] == 0


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
