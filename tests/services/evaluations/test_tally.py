"""The roll-ups as the work happens: each agency's cells, and never anything else than a count of all rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.records.dossiers.models import Dossier
from motcua.records.evaluations.models import MonthTally
from motcua.records.surveys.models import Slip
from motcua.reports.tallies import expected_tallies
from motcua.reports.tally_cells import COUNTS, GROUPS
from motcua.services.dossiers.decline import decline_dossier
from motcua.services.dossiers.withdraw import withdraw_dossier
from motcua.services.evaluations.tally import rebuild_tallies, tally_changes
from motcua.services.surveys.answer_slip import answer_slip
from tests.cast import Cast, filed
from tests.services.dossiers.steps import NINE, TUESDAY, again, complete, finished, hand_over, received

ANSWERS = {"1": 2, "3": 1, "4": 0, "7": 2}
AUTUMN = TUESDAY + timedelta(days=60)


@pytest.fixture
def shared(cast: Cast) -> Dossier:
    """The commune leads it; Phòng Tư pháp has done the first step, too late; three more are to come."""
    dossier = received(cast)
    hand_over(dossier, cast.agency["justice"])
    return complete(cast, dossier, steps=1)


def rate(dossier: Dossier, at: Any = TUESDAY) -> Slip:
    return answer_slip(
        ticket=dossier.ticket,
        answers=ANSWERS,
        satisfaction={},
        has_paid_outside=False,
        channel="online",
        at=at,
    )


def counted() -> None:
    """The worker until nothing is left; what it keeps is what a count of everything gives."""
    while tally_changes():
        pass
    expected = {
        (cell.agency, cell.procedure, cell.month): (
            {name: tally.count(name) for name in COUNTS},
            tally.groups(),
        )
        for cell, tally in expected_tallies().items()
    }
    assert kept() == expected


def kept() -> dict[tuple[Any, ...], Any]:
    return {
        (row.agency_id, row.procedure_id, row.month_on): (
            {name: getattr(row, name) for name in COUNTS},
            {name: getattr(row, name) for name in GROUPS},
        )
        for row in MonthTally.objects.all()
    }


def cell(cast: Cast, agency: str, month: str = "2020-09-01") -> MonthTally:
    return MonthTally.objects.get(agency=cast.agency[agency], month_on=month)


def test_a_part_counts_with_its_agency_and_the_dossier_with_the_lead(cast: Cast, shared: Dossier) -> None:
    counted()
    justice, commune = cell(cast, "justice"), cell(cast, "phong_thuy")
    assert (justice.received_count, justice.part_received_count, justice.part_finished_count) == (0, 1, 0)
    assert (commune.received_count, commune.part_received_count) == (1, 0)
    rate(complete(cast, shared))
    counted()
    justice = cell(cast, "justice")
    assert (justice.finished_count, justice.part_finished_count, justice.slip_count) == (0, 1, 0)
    assert (justice.slips, justice.part_slips) == ({}, {"2": [0, 1]})
    assert cell(cast, "phong_thuy").slips["2"] == [2, 1]


def test_a_part_that_was_called_off_counts_no_more(cast: Cast) -> None:
    dossier = received(cast)
    hand_over(dossier, cast.agency["justice"])
    counted()
    assert cell(cast, "justice").part_received_count == 1
    withdraw_dossier(dossier=again(dossier), by=cast.lan, at=TUESDAY)
    counted()
    assert not MonthTally.objects.filter(agency=cast.agency["justice"]).exists()


def test_a_part_that_was_done_stays_one_when_the_dossier_is_withdrawn(cast: Cast, shared: Dossier) -> None:
    withdraw_dossier(dossier=shared, by=cast.lan, at=TUESDAY)
    counted()
    justice = cell(cast, "justice")
    assert (justice.part_received_count, justice.part_closed_count) == (1, 1)


def test_a_declined_filings_slip_counts_with_the_desk_for_itself(cast: Cast) -> None:
    dossier = decline_dossier(dossier=filed(cast), by=cast.dung, at=NINE, reason="Không thuộc thẩm quyền.")
    rate(dossier)
    counted()
    desk = cell(cast, "phong_thuy")
    assert (desk.slip_count, desk.slips) == (0, {})
    assert desk.declined_slips == {"3": [1, 1], "4": [0, 1], "7": [2, 1]}


def test_a_late_slip_counts_in_the_next_quarter_and_remembers_its_own_month(
    cast: Cast, shared: Dossier
) -> None:
    rate(complete(cast, shared), at=AUTUMN)
    counted()
    assert cell(cast, "phong_thuy").slip_count == 0
    late = cell(cast, "phong_thuy", "2020-10-01")
    assert late.late_slips == {"2020-09": {"1": [2, 1], "2": [2, 1], "3": [1, 1], "4": [0, 1], "7": [2, 1]}}
    assert (late.slip_count, late.finished_count) == (1, 0)
    assert cell(cast, "justice", "2020-10-01").late_slips == {"2020-09": {"2": [0, 1]}}


def test_counting_everything_anew_gives_what_the_worker_kept(cast: Cast, shared: Dossier) -> None:
    rate(complete(cast, shared), at=AUTUMN)
    rate(finished(cast))
    counted()
    before = kept()
    assert rebuild_tallies() == len(before)
    assert kept() == before
