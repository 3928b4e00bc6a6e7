"""The one place where a third party's signals are heard: allauth tells that a second factor has changed."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver
from django.http import HttpRequest

from motcua.records.people.models import Account
from motcua.services.clock import business_now
from motcua.services.people.record_second_factor import record_second_factor
from motcua.web.accounts.adapter import SECOND_FACTOR_KEY


@receiver(authenticator_added)
def on_added(request: HttpRequest, user: Account, authenticator: Authenticator, **others: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        request.session[SECOND_FACTOR_KEY] = True
        request.session.cycle_key()  # what this session may do has grown: nobody knows its new key
        record_second_factor(account=user, what="added", at=business_now())


@receiver(authenticator_reset)
def on_reset(user: Account, **others: Any) -> None:
    record_second_factor(account=user, what="renewed", at=business_now())


@receiver(authenticator_removed)
def on_removed(user: Account, authenticator: Authenticator, **others: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        record_second_factor(account=user, what="removed", at=business_now())
