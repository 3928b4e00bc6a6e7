"""A code from the app: good for its half minute and its neighbours, and once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from motcua.services.errors import NotDone
from motcua.services.people.second_factor import open_secret, seal_secret, verify_code
from tests.cast import MONDAY, TOTP_SECRET, Cast

STEP = timedelta(seconds=30)


@pytest.fixture
def app(cast: Cast) -> Authenticator:
    return Authenticator.objects.create(
        user=cast.dung, type=Authenticator.Type.TOTP, data={"secret": seal_secret(TOTP_SECRET)}
    )


def code_at(at: datetime) -> str:
    return format_hotp_value(hotp_value(TOTP_SECRET, int(at.timestamp()) // 30))


def verify(cast: Cast, code: str, at: datetime = MONDAY) -> Authenticator:
    return verify_code(account=cast.dung, code=code, address="", at=at)


def test_the_code_of_rfc_6238_is_taken_with_a_space_in_it(cast: Cast, app: Authenticator) -> None:
    code = code_at(MONDAY)
    assert verify(cast, f"{code[:3]} {code[3:]}") == app


@pytest.mark.parametrize("steps", [-2, 2])
def test_a_code_a_minute_away_is_not(cast: Cast, app: Authenticator, steps: int) -> None:
    with pytest.raises(NotDone):
        verify(cast, code_at(MONDAY + steps * STEP))


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_is_spent_and_the_next_one_is_good(cast: Cast, app: Authenticator, steps: int) -> None:
    code = code_at(MONDAY + steps * STEP)
    verify(cast, code)
    with pytest.raises(NotDone):
        verify(cast, code, MONDAY + timedelta(seconds=1))
    verify(cast, code_at(MONDAY + (steps + 1) * STEP), MONDAY + STEP)


def test_spending_a_code_spends_those_before_it(cast: Cast, app: Authenticator) -> None:
    verify(cast, code_at(MONDAY))
    with pytest.raises(NotDone):
        verify(cast, code_at(MONDAY - STEP))


@pytest.mark.parametrize("code", ["", "1", "abcdef", "１２３４５６", "000000 or 1=1", "9" * 500])
def test_nonsense_is_a_wrong_code(cast: Cast, app: Authenticator, code: str) -> None:
    with pytest.raises(NotDone) as caught:
        verify(cast, code)
    assert caught.value.refused.code == "wrong_code"


def test_a_secret_is_sealed_with_its_purpose() -> None:
    assert TOTP_SECRET not in seal_secret(TOTP_SECRET)
    assert open_secret(seal_secret(TOTP_SECRET)) == TOTP_SECRET
