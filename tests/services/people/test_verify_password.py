"""One answer for a wrong password, an unknown login and an account that is shut."""

from __future__ import annotations

import pytest
from django.utils import timezone

from motcua.services.errors import NotDone
from motcua.services.people.disable_account import disable_account
from motcua.services.people.verify_password import verify_password
from tests.cast import MONDAY, PASSWORD, Cast


def verify(login: str, password: str = PASSWORD):  # type: ignore[no-untyped-def]
    return verify_password(login=login, password=password, address="203.0.113.9", at=timezone.now())


def test_the_right_password_gives_the_account(cast: Cast) -> None:
    assert verify(" LAN") == cast.lan


@pytest.mark.parametrize(("login", "password"), [("lan", "wrong"), ("nobody", PASSWORD), ("dung", "")])
def test_anything_else_gives_the_same_refusal(cast: Cast, login: str, password: str) -> None:
    with pytest.raises(NotDone) as caught:
        verify(login, password)
    assert caught.value.refused.code == "wrong_login"


def test_a_shut_account_is_refused_like_an_unknown_one(cast: Cast) -> None:
    disable_account(account=cast.lan, reason="misuse", by=None, at=MONDAY)
    with pytest.raises(NotDone) as caught:
        verify("lan")
    assert caught.value.refused.code == "wrong_login"


def test_a_locked_account_is_refused_with_the_right_password_too(cast: Cast) -> None:
    for _ in range(5):
        with pytest.raises(NotDone):
            verify("lan", "wrong")
    with pytest.raises(NotDone) as caught:
        verify("lan")
    assert caught.value.refused.code == "locked"
