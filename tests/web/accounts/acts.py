"""What people do at the sign-in pages."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from motcua.records.people.models import Account
from motcua.services.people.second_factor import seal_secret
from tests.cast import PASSWORD, TOTP_SECRET

SIGN_IN, SIGN_OUT, HOME = "/account/sign-in/", "/account/sign-out/", "/account/home/"
CODE, ACTIVATE = "/account/second-factor/authenticate/", "/account/second-factor/totp/activate/"
CODES, PROFILE = "/account/second-factor/recovery-codes/", "/account/profile/"


def sign_in(client: Client, login: str, password: str = PASSWORD, **extra: str) -> Any:
    return client.post(SIGN_IN, {"login": login, "password": password, **extra})


def code_now(secret: str = TOTP_SECRET, steps: int = 0) -> str:
    """What the app shows now, or some 30-second steps away."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def give_app(account: Account) -> None:
    """The account's second factor is an app that holds TOTP_SECRET."""
    Authenticator.objects.create(
        user=account, type=Authenticator.Type.TOTP, data={"secret": seal_secret(TOTP_SECRET)}
    )
