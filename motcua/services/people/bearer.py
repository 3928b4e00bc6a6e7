"""Who holds a cookie or a token: the account and the roles it holds today, read in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from motcua.records.people.models import Account
from motcua.rules.permissions import Holding

_COLUMNS = tuple(field.attname for field in Account._meta.concrete_fields)
_WIDTH = len(_COLUMNS)
_HOLDING = ("role", "agency_id", "agency__path", "from_on", "until_on")
BEARER_COLUMNS = (
    *(f"account__{column}" for column in _COLUMNS),
    *(f"account__assignments__{column}" for column in _HOLDING),
)


@dataclass(frozen=True, slots=True)
class Bearer:
    """The account's columns as read and what it holds today. Shared between requests, so never changed."""

    columns: tuple[Any, ...]
    holdings: tuple[Holding, ...]

    def account(self) -> Account:
        """An Account of its own for each request: verbs change theirs in memory."""
        return Account.from_db("default", _COLUMNS, self.columns)


def bearer_of(rows: Sequence[Sequence[Any]], today: date) -> Bearer | None:
    """From rows of BEARER_COLUMNS, one for each assignment; None for nobody or somebody disabled."""
    holdings = tuple(_holdings((row[_WIDTH:] for row in rows), today))
    bearer = Bearer(tuple(rows[0][:_WIDTH]), holdings)
    account = bearer.account()
    return bearer if account.pk is not None and may_act(account) else None


def may_act(account: Account) -> bool:
    """Disabled accounts never; the demo's accounts in the demo only."""
    return account.is_active and (settings.MOTCUA_DEMO or not account.is_demo)


def _holdings(rows: Iterable[Sequence[Any]], today: date) -> Iterable[Holding]:
    for role, agency, path, from_on, until_on in rows:
        if role is not None and from_on <= today and (until_on is None or today < until_on):
            yield Holding(role, agency, tuple(path))
