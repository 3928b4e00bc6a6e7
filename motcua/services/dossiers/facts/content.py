"""What a dossier keeps of a person: applicant, form, look-up secret, papers shown, sealed as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.kit.folding import fold
from motcua.records.dossiers.models import Dossier
from motcua.records.sealing import blind_index, digest, open_sealed, seal

_PURPOSE = "dossier.sealed"


@dataclass(frozen=True, slots=True)
class SealedContent:
    """`applicant` (rules.applicant), `form` (the e-form's clean payload), `secret` for the public look-up.

    `handed_in` counts the sheets of each requirement given on paper at the counter.
    """

    applicant: Mapping[str, Any]
    form: Mapping[str, Any]
    secret: str
    handed_in: Mapping[str, int] = field(default_factory=dict)


def sealed_columns(content: SealedContent) -> dict[str, Any]:
    """The dossier's columns for that content, with what search goes by."""
    value: dict[str, Any] = {"applicant": content.applicant, "form": content.form, "secret": content.secret}
    if content.handed_in:
        value["handed_in"] = dict(content.handed_in)
    return {
        "sealed": seal(value, _PURPOSE),
        "sealed_digest": digest(value, _PURPOSE),
        "secret_hash": secret_hash(content.secret),
        "applicant_name": content.applicant["name"],
        "applicant_folded": fold(content.applicant["name"]),
        "identity_index": blind_index(content.applicant.get("identity", ""), "identity"),
        "phone_index": blind_index(content.applicant.get("phone", ""), "phone"),
    }


def open_content(dossier: Dossier) -> SealedContent:
    """The personal data in clear. Whoever shows it to an officer journals the reading."""
    value = open_sealed(dossier.sealed, _PURPOSE)
    return SealedContent(**value)


def secret_hash(secret: str) -> str:
    """Tolerant of case, spaces and dashes, as people type."""
    typed = "".join(letter for letter in secret.upper() if letter.isalnum())
    return blind_index(typed, "dossier_secret")
