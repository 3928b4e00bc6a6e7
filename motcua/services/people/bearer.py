"""Who holds a cookie or a token: the account and the roles it holds today, read in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import FilteredRelation, Q

from motcua.records.people.models import Account
from motcua.rules.permissions import Holding

_COLUMNS = tuple(field.attname for field in Account._meta.concrete_fields)
_WIDTH = len(_COLUMNS)
_HOLDING = ("role", "agency_id", "agency__path", "from_on", "until_on")
BEARER_COLUMNS = (
    *(f"account__{column}" for column in _COLUMNS),
    *(f"account__assignments__{column}" for column in _HOLDING),
    "cover__agency_id",
    "cover__absent_id",
)


def living_covers(today: date) -> dict[str, FilteredRelation]:
    """What BEARER_COLUMNS name `cover`: absences in which the account stands in today."""
    lasts = Q(account__covering__from_on__lte=today, account__covering__until_on__gte=today)
    return {
        "cover": FilteredRelation("account__covering", condition=lasts & Q(account__covering__ended_at=None))
    }


@dataclass(frozen=True, slots=True)
class Bearer:
    """The account's columns, what it holds today and for whom it stands in. Shared, so never changed."""

    columns: tuple[Any, ...]
    holdings: tuple[Holding, ...]
    covers: tuple[tuple[int, int], ...]

    def account(self) -> Account:
        """An Account of its own for each request: verbs change theirs in memory."""
        return Account.from_db("default", _COLUMNS, self.columns)


def bearer_of(rows: Sequence[Sequence[Any]], today: date) -> Bearer | None:
    """From rows of BEARER_COLUMNS, each assignment with each cover; None for nobody or somebody disabled."""
    held = dict.fromkeys(_holdings((row[_WIDTH:-2] for row in rows), today))
    covers = dict.fromkeys((row[-2], row[-1]) for row in rows if row[-1] is not None)
    bearer = Bearer(tuple(rows[0][:_WIDTH]), tuple(held), tuple(covers))
    account = bearer.account()
    return bearer if account.pk is not None and may_act(account) else None


def may_act(account: Account) -> bool:
    """Disabled accounts never; the demo's accounts in the demo only."""
    return account.is_active and (settings.MOTCUA_DEMO or not account.is_demo)


def _holdings(rows: Iterable[Sequence[Any]], today: date) -> Iterable[Holding]:
    for role, agency, path, from_on, until_on in rows:
        if role is not None and from_on <= today and (until_on is None or today < until_on):
            yield Holding(role, agency, tuple(path))
