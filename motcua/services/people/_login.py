"""What may be a login: a phone number, or a name of Latin letters and digits."""

from __future__ import annotations

import re

from motcua.kit.folding import fold
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.people.models import Account
from motcua.rules.identifiers import check_phone
from motcua.services.people.person import login_key

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


def check_login(typed: str, *, may_be_phone: bool) -> str | Refused:
    """The key a new account would be found by, or why it can't have it."""
    if may_be_phone and not isinstance(check_phone(typed), Refused):
        return _unless_taken(login_key(typed))
    name = fold(typed)
    if not _NAME.fullmatch(name) or name.isdigit():
        return Refused(
            "bad_login",
            N_(
                "Tên đăng nhập là số điện thoại, hoặc 3 đến 40 chữ cái không dấu, chữ số, "
                "dấu chấm, gạch nối; ví dụ lan.nguyen."
            ),
        )
    return _unless_taken(name)


def _unless_taken(key: str) -> str | Refused:
    if Account.objects.filter(login=key).exists():
        return Refused(
            "login_taken",
            N_("Tên đăng nhập này đã có người dùng. Hãy chọn tên khác, hoặc đăng nhập nếu là của bạn."),
        )
    return key
