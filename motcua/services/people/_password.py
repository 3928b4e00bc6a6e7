"""Whether a password will do, and setting it."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.people.models import Account

_LONGEST = 200


def refuse_password(password: str, account: Account) -> Refused | None:
    """The reason a password is too weak (eight characters, not among the common ones, not the name)."""
    if len(password) > _LONGEST:
        return Refused("password_too_long", N_("Mật khẩu dài nhất 200 ký tự."))
    try:
        validate_password(password, account)
    except ValidationError as weak:
        return Refused("weak_password", " ".join(weak.messages))
    return None


def put_password(account: Account, password: str) -> None:
    account.set_password(password)
    account.save(update_fields=["password"])
