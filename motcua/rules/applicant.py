"""Checks who asks: the applicant's page that every dossier shares (TT 01/2018 Mẫu 01, contact fields)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.kit.folding import clean_text
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.eform_formats import read_email
from motcua.rules.identifiers import check_identity_number, check_phone, check_tax_code

PERSON, ORGANISATION = "person", "organisation"
FIELDS = ("kind", "name", "identity", "phone", "email", "address", "tax_code")
_NAME_LENGTH, _ADDRESS_LENGTH = 120, 300
_WHERE = N_("Hãy ghi nơi ở: thôn hoặc số nhà, xã, huyện.")


@dataclass(frozen=True, slots=True)
class CheckedApplicant:
    """`clean` holds the normalised values; `errors` a refusal by field name."""

    clean: Mapping[str, str]
    errors: Mapping[str, Refused]

    @property
    def is_valid(self) -> bool:
        return not self.errors


def check_applicant(given: Mapping[str, Any]) -> CheckedApplicant:
    """Names, identity number (CCCD or CMND), phone, e-mail, address; the tax code for an organisation."""
    typed = {name: _text(given.get(name)) for name in FIELDS}
    kind = typed["kind"] if typed["kind"] in {PERSON, ORGANISATION} else PERSON
    results: dict[str, str | Refused] = {
        "kind": kind,
        "name": _required_text(typed["name"], _NAME_LENGTH, N_("Hãy ghi họ và tên đầy đủ của chủ hồ sơ.")),
        "identity": _identity(typed["identity"], kind),
        "phone": check_phone(typed["phone"]),
        "email": read_email(typed["email"]) if typed["email"] else "",
        "address": _required_text(typed["address"], _ADDRESS_LENGTH, _WHERE),
        "tax_code": _tax_code(typed["tax_code"], kind),
    }
    errors = {name: result for name, result in results.items() if isinstance(result, Refused)}
    clean = {name: result for name, result in results.items() if isinstance(result, str)}
    return CheckedApplicant(clean=clean, errors=errors)


def _text(value: Any) -> str:
    return clean_text(value[:2000]) if isinstance(value, str) else ""


def _required_text(text: str, longest: int, message: str) -> str | Refused:
    if not text:
        return Refused("required", message)
    if len(text) > longest:
        return Refused(
            "too_long",
            N_("Bạn đã gõ %(typed)s ký tự. Hãy viết gọn trong %(longest)s ký tự."),
            {"typed": len(text), "longest": longest},
        )
    return text


def _identity(text: str, kind: str) -> str | Refused:
    if kind == ORGANISATION and not text:
        return ""
    return check_identity_number(text)


def _tax_code(text: str, kind: str) -> str | Refused:
    if text:
        return check_tax_code(text)
    if kind == ORGANISATION:
        return Refused("required", N_("Hãy ghi mã số thuế của tổ chức, 10 hoặc 13 chữ số."))
    return ""
