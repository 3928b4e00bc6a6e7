"""From what a cookie or token says to who asks."""

from __future__ import annotations

from motcua.rules.permissions import Actor
from motcua.services.people.bearer import Bearer


def actor_of(bearer: Bearer) -> Actor:
    account = bearer.account()
    return Actor(account.pk, account.kind, account.name, bearer.holdings, bearer.covers)
