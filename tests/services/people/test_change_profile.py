"""A citizen corrects what the account says of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.records.people.models import Account
from motcua.services.errors import NotDone
from motcua.services.people.change_profile import change_profile
from motcua.services.people.profile import own_profile
from tests.cast import MONDAY, Cast
from tests.services.people.journal import last_told

GIVEN: dict[str, Any] = {
    "name": "Nguyễn Thị Ngọc Lan",
    "phone": "0912 345 678",
    "email": "lan@example.vn",
    "address": "Thôn Thượng Phong",
    "born_on": date(1990, 9, 5),
}


def change(cast: Cast, **changes: Any) -> None:
    change_profile(account=cast.lan, by=cast.lan, at=MONDAY, **GIVEN | changes)


def test_what_was_changed_is_kept_and_the_identity_number_stays(cast: Cast) -> None:
    change(cast)
    profile = own_profile(Account.objects.get(pk=cast.lan.pk))
    assert profile == {
        "name": "Nguyễn Thị Ngọc Lan",
        "born_on": "05/09/1990",
        "phone": "0912345678",
        "email": "lan@example.vn",
        "address": "Thôn Thượng Phong",
        "login": "lan",
        "identity_number": "044•••••017",
    }


def test_the_journal_names_the_fields_and_not_their_values(cast: Cast) -> None:
    change(cast, name=cast.lan.name, email="")
    assert last_told(cast.lan) == ("account.profile_changed", {"fields": ["address", "born_on"]}, cast.lan.pk)


def test_nothing_is_written_when_a_field_is_wrong(cast: Cast) -> None:
    before = Account.objects.filter(pk=cast.lan.pk).values().get()
    with pytest.raises(NotDone) as caught:
        change(cast, phone="12", email="no address", address="x" * 301)
    assert set(caught.value.fields) == {"phone", "email", "address"}
    assert Account.objects.filter(pk=cast.lan.pk).values().get() == before
