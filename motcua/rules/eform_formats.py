"""The formats a text field may ask for, each read into the one shape that is kept.

A reader takes tidied text and gives the normalised text or a `Refused` that says what was typed and
what is needed. The published JSON Schema names these formats; `date` and `email` mean what they mean there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.eform_numbers import read_date, read_partial_date
from motcua.rules.eform_text import shortened
from motcua.rules.identifiers import (
    check_cccd,
    check_identity_number,
    check_passport,
    check_phone,
    check_tax_code,
)

FormatReader = Callable[[str], str | Refused]

_EMAIL = re.compile(
    r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
_AREA = re.compile(r"[0-9]{5}")
_PASSPORT = re.compile(r"[A-Za-z]{1,2}\s?[0-9]")


def read_email(text: str) -> str | Refused:
    """`Lan.Vo@Gmail.com` → `Lan.Vo@gmail.com`."""
    if not text.isascii():
        return Refused(
            "not_an_email",
            N_("Bạn đã gõ “%(typed)s”. Địa chỉ email chỉ gồm chữ không dấu, ví dụ lanvo@gmail.com."),
            {"typed": shortened(text)},
        )
    if not _EMAIL.fullmatch(text) or ".." in text:
        return Refused(
            "not_an_email",
            N_("Bạn đã gõ “%(typed)s”. Địa chỉ email có dạng lanvo@gmail.com."),
            {"typed": shortened(text)},
        )
    name, _, domain = text.partition("@")
    return f"{name}@{domain.lower()}"


def read_area(text: str) -> str | Refused:
    """A commune's code of five digits; whether it exists is asked with the areas at hand."""
    if _AREA.fullmatch(text):
        return text
    return Refused(
        "not_an_area",
        N_("Bạn đã chọn “%(typed)s”. Hãy chọn xã, phường hoặc thị trấn trong danh sách."),
        {"typed": shortened(text)},
    )


def read_identity(text: str) -> str | Refused:
    """What a person of 2020 may hold: CCCD (12 digits), CMND (9 digits) or a passport."""
    if _PASSPORT.match(text):
        return check_passport(text)
    return check_identity_number(text)


def read_cccd(text: str) -> str | Refused:
    """The card alone; whether it agrees with a birth date is asked where that is known."""
    return check_cccd(text)


FORMATS: Mapping[str, FormatReader] = {
    "date": read_date,
    "partial-date": read_partial_date,
    "email": read_email,
    "phone": check_phone,
    "cccd": read_cccd,
    "identity": read_identity,
    "tax-code": check_tax_code,
    "area": read_area,
}
