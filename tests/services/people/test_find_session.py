"""A session is read with its person and today's roles in one statement."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from motcua.records.agencies.models import Assignment
from motcua.records.people.models import Session
from motcua.services.people.find_session import FoundSession, find_session
from tests.cast import Cast, hold, signed_in_client

TODAY = date(2020, 9, 14)


def found(cast: Cast, name: str = "dung", today: date = TODAY) -> FoundSession | None:
    signed_in_client(cast.accounts[name])
    key_hash = Session.objects.filter(account=cast.accounts[name]).values_list("pk", flat=True)[0]
    with CaptureQueriesContext(connection) as caught:
        session = find_session(key_hash=key_hash, today=today, now=timezone.now())
    assert len(caught.captured_queries) == 1
    return session


def roles(session: FoundSession | None) -> set[tuple[str, int]]:
    assert session is not None
    assert session.bearer is not None
    return {(held.role, held.path[-1]) for held in session.bearer.holdings}


def test_every_role_comes_with_the_path_of_its_agency(cast: Cast) -> None:
    hold(cast.dung, "clerk", cast.agency["kien_giang"])
    session = found(cast)
    assert roles(session) == {
        ("desk_officer", cast.agency["phong_thuy"].pk),
        ("clerk", cast.agency["kien_giang"].pk),
    }
    assert session is not None
    assert session.bearer is not None
    assert session.bearer.holdings[0].path[0] == cast.agency["province"].pk


def test_a_role_counts_from_its_first_day_to_the_day_before_its_last(cast: Cast) -> None:
    Assignment.objects.filter(account=cast.dung).update(from_on=TODAY, until_on=TODAY + timedelta(days=1))
    assert roles(found(cast, today=TODAY - timedelta(days=1))) == set()
    assert len(roles(found(cast, today=TODAY))) == 1
    assert roles(found(cast, today=TODAY + timedelta(days=1))) == set()


def test_the_account_is_whole_and_nobody_elses_copy(cast: Cast) -> None:
    session = found(cast, "lan")
    assert session is not None
    assert session.bearer is not None
    one, other = session.bearer.account(), session.bearer.account()
    assert one == cast.lan
    assert one.get_deferred_fields() == set()
    one.version += 1
    assert other.version == cast.lan.version
