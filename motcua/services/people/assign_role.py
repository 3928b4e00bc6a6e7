"""Gives an officer a role at an agency."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from motcua.kit.instants import local_date
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.agencies.models import Agency, Assignment
from motcua.records.people.models import Account
from motcua.services.errors import NotDone
from motcua.services.journal.account_stream import record_for_account


def assign_role(
    *,
    account: Account,
    agency: Agency,
    role: str,
    by: Account | None,
    at: datetime,
    is_reserve: bool = False,
    until_on: date | None = None,
) -> Assignment:
    """From today; a role held before at that agency begins again."""
    if account.kind != Account.OFFICER:
        raise NotDone(Refused("not_an_officer", N_("Chỉ tài khoản cán bộ mới được giao vai trò.")))
    with transaction.atomic():
        assignment, _ = Assignment.objects.update_or_create(
            account=account,
            agency=agency,
            role=role,
            defaults={"from_on": local_date(at), "until_on": until_on, "is_reserve": is_reserve},
        )
        record_for_account(
            account=account,
            kind="account.role_assigned",
            at=at,
            data={"role": role, "agency": agency.pk, "reserve": is_reserve},
            actor=by.pk if by else None,
        )
    return assignment
