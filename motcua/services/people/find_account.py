"""Finds an account as its owner would name it."""

from __future__ import annotations

from motcua.records.people.models import Account
from motcua.services.people.person import login_key


def find_account(*, login: str) -> Account | None:
    """By login, or by the phone number that serves as one."""
    return Account.objects.filter(login=login_key(login)).first()
