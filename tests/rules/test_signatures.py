"""rules/signatures: who may sign what, at which instant."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.signatures import (
    EXPIRED,
    NOT_YET,
    SOON,
    VALID,
    Certificate,
    check_certificate,
    check_form_signature,
    check_result_signature,
    standing_of,
)

FROM, UNTIL = datetime(2020, 1, 1), datetime(2021, 1, 1)
NOW = datetime(2020, 9, 14, 9, 0)
AGENCYS = Certificate(agency=7, officer=None, valid_from=FROM, valid_until=UNTIL)
OFFICERS = replace(AGENCYS, officer=3)


def code(refused: object) -> str:
    return getattr(refused, "code", "")


@given(st.datetimes(datetime(2019, 6, 1), datetime(2021, 6, 1)))
def test_a_certificate_signs_exactly_while_it_is_valid(at: datetime) -> None:
    assert (check_certificate(AGENCYS, at) is None) == (FROM <= at < UNTIL)
    assert (standing_of(AGENCYS, at) in {VALID, SOON}) == (FROM <= at < UNTIL)


@pytest.mark.parametrize(
    ("at", "standing"),
    [
        (FROM - timedelta(minutes=1), NOT_YET),
        (FROM, VALID),
        (UNTIL - timedelta(days=30, minutes=1), VALID),
        (UNTIL - timedelta(days=30), SOON),
        (UNTIL - timedelta(minutes=1), SOON),
        (UNTIL, EXPIRED),
    ],
)
def test_thirty_days_before_its_end_people_are_warned(at: datetime, standing: str) -> None:
    assert standing_of(AGENCYS, at) == standing


def test_one_that_was_taken_back_signs_no_more() -> None:
    ended = replace(AGENCYS, ended_at=NOW)
    assert code(check_certificate(ended, NOW)) == "no_certificate"
    assert check_certificate(ended, NOW - timedelta(minutes=1)) is None


def test_a_form_bears_the_signature_of_the_agency_that_issues_it() -> None:
    assert check_form_signature(AGENCYS, agency=7, at=NOW) is None
    assert code(check_form_signature(AGENCYS, agency=8, at=NOW)) == "another_agency"
    assert code(check_form_signature(OFFICERS, agency=7, at=NOW)) == "another_agency"
    assert code(check_form_signature(None, agency=7, at=NOW)) == "no_certificate"


@pytest.mark.parametrize(
    ("certificate", "signer", "roles", "agency", "at", "why"),
    [
        (OFFICERS, 3, {"leader"}, 7, NOW, ""),
        (OFFICERS, 3, {"unit_head", "specialist"}, 7, NOW, ""),
        (OFFICERS, 3, {"specialist"}, 7, NOW, "no_signing_role"),
        (OFFICERS, 3, set(), 7, NOW, "no_signing_role"),
        (OFFICERS, 4, {"leader"}, 7, NOW, "not_ones_own"),
        (AGENCYS, 3, {"leader"}, 7, NOW, "not_ones_own"),
        (OFFICERS, 3, {"leader"}, 8, NOW, "another_agency"),
        (OFFICERS, 3, {"leader"}, 7, UNTIL, "certificate_expired"),
        (None, 3, {"leader"}, 7, NOW, "no_certificate"),
    ],
)
def test_a_result_is_signed_by_who_leads_with_their_own_certificate(
    certificate: Certificate | None, signer: int, roles: set[str], agency: int, at: datetime, why: str
) -> None:
    refused = check_result_signature(certificate, signer=signer, roles=roles, agency=agency, at=at)
    assert code(refused) == why
