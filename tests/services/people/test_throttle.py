"""Five failures in fifteen minutes, counted in the database."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import Settings

from motcua.records.people.models import Failure
from motcua.services.people.throttle import (
    PASSWORD,
    SECOND_FACTOR,
    begin_try,
    end_well,
    forget,
    is_locked,
    record_failure,
)
from tests.cast import MONDAY

HERE = {"kind": PASSWORD, "account": "lan", "address": "203.0.113.9"}

pytestmark = pytest.mark.django_db


def fail(times: int, **changes: object) -> None:
    for _ in range(times):
        record_failure(**{**HERE, "at": MONDAY, **changes})  # type: ignore[arg-type]


def locked(**changes: object) -> bool:
    return is_locked(**{**HERE, "at": MONDAY, **changes})  # type: ignore[arg-type]


def test_five_failures_lock_and_four_do_not() -> None:
    fail(4)
    assert not locked()
    fail(1)
    assert locked()


def test_the_lock_ends_fifteen_minutes_after_the_failures() -> None:
    fail(5)
    assert locked(at=MONDAY + timedelta(minutes=14, seconds=59))
    assert not locked(at=MONDAY + timedelta(minutes=15))


def test_kinds_and_accounts_are_counted_apart() -> None:
    fail(5)
    assert not locked(kind=SECOND_FACTOR)
    assert not locked(account="binh")


def test_an_address_is_counted_over_all_accounts(settings: Settings) -> None:
    settings.MOTCUA_TRIES_PER_ADDRESS = 6
    for name in ("a", "b", "c", "d", "e", "f"):
        fail(1, account=name)
    assert locked(account="g")
    assert not locked(account="g", address="203.0.113.10")
    assert not locked(account="g", address="")


def test_a_try_counts_before_it_fails_and_a_refused_one_does_not() -> None:
    tries = [begin_try(**HERE, at=MONDAY) for _ in range(7)]
    assert [one.is_allowed for one in tries] == [True] * 5 + [False] * 2
    assert Failure.objects.count() == 10  # five for the account, five for the address


def test_a_try_that_ends_well_frees_the_account_and_leaves_the_address_its_failures() -> None:
    fail(3)
    end_well(begin_try(**HERE, at=MONDAY))
    fail(4)
    assert not locked()
    assert Failure.objects.count() == 3 + 2 * 4


def test_forgetting_lifts_the_accounts_lock() -> None:
    fail(5)
    forget(kind=PASSWORD, account="lan")
    assert not locked()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_twenty_guesses_at_once_five_are_let_through() -> None:
    allowed: list[bool] = []

    def guess() -> None:
        allowed.append(begin_try(**HERE, at=MONDAY).is_allowed)
        connection.close()

    threads = [threading.Thread(target=guess) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(allowed) == 20
    assert 1 <= sum(allowed) <= 5
