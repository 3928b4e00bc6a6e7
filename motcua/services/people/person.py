"""What an account keeps of a person: sealed for rest, found again by blind index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.kit.folding import fold
from motcua.kit.refusal import Refused
from motcua.records.people.models import Account
from motcua.records.sealing import blind_index, open_sealed, seal
from motcua.rules.identifiers import check_phone

_PURPOSE = "account.sealed"


def person_of(account: Account) -> dict[str, Any]:
    """Identity number, phone, e-mail, address, birth date, the login as typed; what is unknown is absent."""
    return dict(open_sealed(account.sealed, _PURPOSE))


def put_person(account: Account, name: str, person: Mapping[str, Any]) -> None:
    """Sets name, sealed values and indexes on the account (in memory)."""
    account.name, account.folded_name = name, fold(name)
    account.sealed = seal({key: value for key, value in person.items() if value}, _PURPOSE)
    account.identity_index = blind_index(person.get("identity_number", ""), "identity") or None
    account.phone_index = blind_index(person.get("phone", ""), "phone")


PERSON_COLUMNS = ("name", "folded_name", "sealed", "identity_index", "phone_index")


def login_key(typed: str) -> str:
    """What an account is found by: the folded name, or the blind index where a phone number was typed.

    A phone number is personal data, so the login column never shows one.
    """
    phone = check_phone(typed)
    return fold(typed) if isinstance(phone, Refused) else blind_index(phone, "login")
