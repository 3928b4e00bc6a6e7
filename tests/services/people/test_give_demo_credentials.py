"""The demo's printed passwords are for the demo's accounts, in the demo."""

from __future__ import annotations

import pytest
from django.utils import timezone
from pytest_django import Settings

from motcua.services.people.give_demo_credentials import give_demo_credentials
from motcua.services.people.make_officer import make_officer
from motcua.services.people.second_factor import verify_code
from motcua.services.people.verify_password import verify_password
from tests.cast import MONDAY, PASSWORD, TOTP_SECRET
from tests.web.accounts.acts import code_now

pytestmark = pytest.mark.django_db


def demo_officer(*, is_demo: bool = True):  # type: ignore[no-untyped-def]
    return make_officer(login="demo", name="Nguyễn Văn Nam", by=None, at=MONDAY, is_demo=is_demo)


def test_password_and_code_work_in_the_demo_however_often_they_are_given(settings: Settings) -> None:
    settings.MOTCUA_DEMO = True
    account = demo_officer()
    for _ in range(2):
        give_demo_credentials(account=account, password=PASSWORD, totp_secret=TOTP_SECRET)
    now = timezone.now()
    assert verify_password(login="demo", password=PASSWORD, address="", at=now) == account
    assert verify_code(account=account, code=code_now(), address="", at=now).user_id == account.pk


@pytest.mark.parametrize(("in_the_demo", "is_demo"), [(False, True), (True, False)])
def test_never_elsewhere(settings: Settings, in_the_demo: bool, is_demo: bool) -> None:
    settings.MOTCUA_DEMO = in_the_demo
    account = demo_officer(is_demo=is_demo)
    with pytest.raises(ValueError, match="demo"):
        give_demo_credentials(account=account, password=PASSWORD, totp_secret=None)
    assert not account.has_usable_password()
