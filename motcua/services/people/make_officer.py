"""An account for an officer: without a password until its set-up link is used."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.records.people.models import Account
from motcua.services.errors import NotDone
from motcua.services.journal.account_stream import record_for_account
from motcua.services.people._login import check_login
from motcua.services.people.person import put_person
from motcua.services.people.register_citizen import INCOMPLETE, check_name


def make_officer(
    *, login: str, name: str, by: Account | None, at: datetime, is_demo: bool = False
) -> Account:
    """The new officer's account, holding no role yet."""
    key, full_name = check_login(login, may_be_phone=False), check_name(name)
    wrong = {
        field: result
        for field, result in {"login": key, "name": full_name}.items()
        if isinstance(result, Refused)
    }
    if isinstance(key, Refused) or isinstance(full_name, Refused):
        raise NotDone(INCOMPLETE, wrong)
    account = Account(
        kind=Account.OFFICER, login=key, created_at=at, is_demo=is_demo, password=make_password(None)
    )
    put_person(account, full_name, {})
    with transaction.atomic():
        account.save(force_insert=True)
        record_for_account(
            account=account, kind="account.officer_made", at=at, data={}, actor=by.pk if by else None
        )
    return account
