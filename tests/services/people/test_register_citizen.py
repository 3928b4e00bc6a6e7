"""A citizen makes an account: personal data sealed, one account a number."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.records.people.models import Account
from motcua.records.sealing import blind_index
from motcua.services.errors import NotDone
from motcua.services.people.profile import applicant_of
from motcua.services.people.register_citizen import register_citizen
from tests.cast import MONDAY, PASSWORD
from tests.services.people.journal import last_told

SEN: dict[str, Any] = {
    "login": "sen",
    "password": PASSWORD,
    "name": "Đỗ  Thị Sen",
    "identity_number": "044 190 000 033",
    "phone": "+84 905 123 456",
    "at": MONDAY,
}

pytestmark = pytest.mark.django_db


def register(**changes: Any) -> Account:
    return register_citizen(**SEN | changes)


def refusal(**changes: Any) -> NotDone:
    before = Account.objects.count()
    with pytest.raises(NotDone) as caught:
        register(**changes)
    assert Account.objects.count() == before
    return caught.value


def test_what_was_given_is_normalised_and_sealed() -> None:
    account = Account.objects.get(pk=register().pk)
    assert account.name == "Đỗ Thị Sen"
    assert account.folded_name == "do thi sen"
    assert applicant_of(account)["identity"] == "044190000033"
    assert applicant_of(account)["phone"] == "0905123456"
    row = str(Account.objects.filter(pk=account.pk).values().get())
    assert "044190000033" not in row
    assert "905123456" not in row


def test_it_is_found_again_by_its_number_and_phone() -> None:
    account = register()
    assert Account.objects.get(identity_index=blind_index("044190000033", "identity")) == account
    assert Account.objects.get(phone_index=blind_index("0905123456", "phone")) == account


def test_a_phone_number_as_login_is_kept_as_its_index() -> None:
    account = register(login="0905 123 456")
    assert account.login == blind_index("0905123456", "login")


def test_the_journal_tells_that_and_not_who() -> None:
    account = register()
    kind, data, actor = last_told(account)
    assert (kind, actor) == ("account.registered", account.pk)
    assert "Sen" not in str(data)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"login": "a"}, {"login"}),
        ({"login": "12345"}, {"login"}),
        ({"login": "có dấu cách"}, {"login"}),
        ({"password": "1234567"}, {"password"}),
        ({"password": "x" * 201}, {"password"}),
        ({"name": "Sen 2"}, {"name"}),
        ({"identity_number": "123", "phone": "abc"}, {"identity_number", "phone"}),
    ],
)
def test_every_field_that_is_wrong_is_named_at_once(changes: dict[str, str], fields: set[str]) -> None:
    assert set(refusal(**changes).fields) == fields


def test_a_login_is_taken_whatever_its_case() -> None:
    register()
    assert refusal(login="SEN", identity_number="044190000041").fields["login"].code == "login_taken"


def test_a_number_has_one_account() -> None:
    register()
    assert refusal(login="sen2").refused.code == "identity_not_available"


def test_the_second_of_two_at_once_is_refused_by_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    register()
    from motcua.services.people import register_citizen as verb

    # As if the look came before the other's insert.
    monkeypatch.setattr(verb, "blind_index", lambda value, kind: "another number")
    assert refusal(login="sen2").refused.code == "identity_not_available"
