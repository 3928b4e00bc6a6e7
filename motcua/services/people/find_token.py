"""Finds who a bearer token belongs to, with the roles they hold, in one statement."""

from __future__ import annotations

from datetime import date, datetime

from motcua.records.people.models import ApiToken
from motcua.services.people.bearer import BEARER_COLUMNS, Bearer, bearer_of, living_covers
from motcua.services.people.find_session import key_hash_of


def find_token(*, token: str, today: date, now: datetime) -> Bearer | None:
    """The token's owner; None where it is unknown, expired or its owner disabled."""
    tokens = ApiToken.objects.filter(token_hash=key_hash_of(token), expires_at__gt=now)
    rows = list(tokens.annotate(**living_covers(today)).values_list(*BEARER_COLUMNS))
    return bearer_of(rows, today) if rows else None
