"""The demo's printed passwords and TOTP secrets. In production no demo account can sign in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from motcua.records.people.models import Account
from motcua.services.people._password import put_password
from motcua.services.people.second_factor import seal_secret


def give_demo_credentials(*, account: Account, password: str, totp_secret: str | None) -> None:
    """Sets both on a demo account, in the demo only; again and again with the same result."""
    if not (settings.MOTCUA_DEMO and account.is_demo):
        raise ValueError(f"{account.login} is no demo account, or this is not the demo")
    with transaction.atomic():
        put_password(account, password)
        Authenticator.objects.filter(user=account).delete()
        if totp_secret:
            Authenticator.objects.create(
                user=account, type=Authenticator.Type.TOTP, data={"secret": seal_secret(totp_secret)}
            )
