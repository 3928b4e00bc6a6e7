"""A citizen corrects what the account says of them. The identity number stays: it says whose it is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.kit.folding import clean_text
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.people.models import Account
from motcua.rules.eform_formats import read_email
from motcua.rules.identifiers import check_phone
from motcua.services.errors import NotDone
from motcua.services.journal.account_stream import record_for_account
from motcua.services.people.person import PERSON_COLUMNS, person_of, put_person
from motcua.services.people.register_citizen import INCOMPLETE, check_name


def change_profile(
    *,
    account: Account,
    name: str,
    phone: str,
    email: str,
    address: str,
    born_on: date | None,
    by: Account,
    at: datetime,
) -> None:
    """Sets name, phone, e-mail, address and birth date; the journal keeps which changed, not to what."""
    results: dict[str, str | Refused] = {
        "name": check_name(name),
        "phone": check_phone(phone),
        "email": read_email(email) if email.strip() else "",
        "address": _check_address(address),
    }
    wrong = {field: result for field, result in results.items() if isinstance(result, Refused)}
    if wrong:
        raise NotDone(INCOMPLETE, wrong)
    before = person_of(account)
    after = before | {field: results[field] for field in ("phone", "email", "address")}
    after["born_on"] = born_on.isoformat() if born_on else ""
    changed = _changed(before | {"name": account.name}, after | {"name": results["name"]})
    with transaction.atomic():
        put_person(account, str(results["name"]), after)
        account.save(update_fields=PERSON_COLUMNS)
        record_for_account(
            account=account, kind="account.profile_changed", at=at, data={"fields": changed}, actor=by.pk
        )


def _check_address(typed: str) -> str | Refused:
    address = clean_text(typed)
    if len(address) > 300:
        return Refused("too_long", N_("Địa chỉ dài nhất 300 ký tự."))
    return address


def _changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return sorted(field for field in after if (before.get(field) or "") != (after[field] or ""))
