"""The worker clears away what no longer counts, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from motcua.records.people.models import ApiToken, Failure, Session, SetUpLink
from motcua.services.people.make_set_up_link import make_set_up_link
from motcua.services.people.sweep_people import sweep_people
from motcua.services.people.throttle import PASSWORD, record_failure
from tests.cast import MONDAY, Cast, bearer, signed_in_client


def test_each_goes_when_its_time_is_over(cast: Cast) -> None:
    now = timezone.now()
    signed_in_client(cast.lan)
    bearer(cast.lan)  # a day
    make_set_up_link(account=cast.dung, by=None, at=MONDAY, now=now)  # a day
    record_failure(kind=PASSWORD, account="lan", address="", at=now)

    def left() -> list[int]:
        return [rows.objects.count() for rows in (Failure, Session, ApiToken, SetUpLink)]

    assert sweep_people(now=now + timedelta(minutes=14)) == 0
    assert sweep_people(now=now + timedelta(minutes=16)) == 1
    assert left() == [0, 1, 1, 1]
    assert sweep_people(now=now + timedelta(hours=13)) == 1
    assert left() == [0, 0, 1, 1]
    assert sweep_people(now=now + timedelta(hours=25)) == 2
    assert left() == [0, 0, 0, 0]
