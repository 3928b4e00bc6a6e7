"""A bearer token is shown once, kept as a hash, and can be taken back."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from motcua.kit.instants import local_date
from motcua.records.people.models import ApiToken
from motcua.services.people.find_token import find_token
from motcua.services.people.issue_token import issue_token
from motcua.services.people.revoke_token import revoke_token
from tests.cast import MONDAY, Cast
from tests.services.people.journal import last_told

TODAY = local_date(MONDAY)


def test_it_is_good_until_it_expires(cast: Cast) -> None:
    now = timezone.now()
    token = issue_token(account=cast.dung, days=30, by=None, at=MONDAY, now=now)
    found = find_token(token=token, today=TODAY, now=now + timedelta(days=29, hours=23))
    assert found is not None
    assert found.account() == cast.dung
    assert find_token(token=token, today=TODAY, now=now + timedelta(days=30)) is None


def test_the_database_keeps_its_hash_only(cast: Cast) -> None:
    token = issue_token(account=cast.dung, days=1, by=None, at=MONDAY, now=timezone.now())
    row = ApiToken.objects.get()
    assert token not in str(vars(row))
    assert last_told(cast.dung) == ("account.token_issued", {"token": row.pk, "days": 1}, None)


def test_only_ones_own_token_is_taken_back(cast: Cast) -> None:
    now = timezone.now()
    token = issue_token(account=cast.dung, days=1, by=None, at=MONDAY, now=now)
    row = ApiToken.objects.get()
    assert not revoke_token(account=cast.hoa, token=row.pk, by=cast.hoa, at=MONDAY)
    assert find_token(token=token, today=TODAY, now=now) is not None
    assert revoke_token(account=cast.dung, token=row.pk, by=cast.tuan, at=MONDAY)
    assert find_token(token=token, today=TODAY, now=now) is None
    assert last_told(cast.dung) == ("account.token_revoked", {"token": row.pk}, cast.tuan.pk)
