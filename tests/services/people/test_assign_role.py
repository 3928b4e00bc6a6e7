"""Roles are given at an agency, from a day, and taken again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.records.agencies.models import Assignment
from motcua.services.errors import NotDone
from motcua.services.people.assign_role import assign_role
from tests.cast import MONDAY, Cast
from tests.services.people.journal import last_told


def test_a_role_begins_today(cast: Cast) -> None:
    agency = cast.agency["kien_giang"]
    given = assign_role(account=cast.dung, agency=agency, role="clerk", by=cast.tuan, at=MONDAY)
    assert (given.from_on, given.until_on, given.is_reserve) == (date(2020, 9, 14), None, False)
    assert last_told(cast.dung) == (
        "account.role_assigned",
        {"role": "clerk", "agency": agency.pk, "reserve": False},
        cast.tuan.pk,
    )


def test_giving_it_again_begins_it_anew(cast: Cast) -> None:
    held = Assignment.objects.get(account=cast.dung)
    held.until_on = date(2020, 3, 1)
    held.save()
    again = assign_role(
        account=cast.dung, agency=held.agency, role=held.role, by=None, at=MONDAY + timedelta(days=1)
    )
    assert again.pk == held.pk
    assert (again.from_on, again.until_on) == (date(2020, 9, 15), None)


def test_a_citizen_holds_no_role(cast: Cast) -> None:
    with pytest.raises(NotDone):
        assign_role(account=cast.lan, agency=cast.agency["phong_thuy"], role="clerk", by=cast.tuan, at=MONDAY)
    assert not cast.lan.assignments.exists()
