"""What a dossier keeps of a person: applicant, form, secret, what came on paper, sealed as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.kit.folding import fold
from motcua.records.dossiers.models import Dossier
from motcua.records.sealing import blind_index, digest, open_sealed, seal
from motcua.rules.sheets import Sheets, read_sheets

_PURPOSE = "dossier.sealed"


#: Sheets by requirement, as `rules.sheets` writes them: by kind, or a bare count.
HandedIn = Mapping[str, int | Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Brought:
    """What comes with a dossier on paper: sheets, who hands it in for the applicant, the post's item number.

    `delegation` is empty where applicants come themselves, else as `rules.delegation` leaves it.
    """

    handed_in: HandedIn = field(default_factory=dict)
    delegation: Mapping[str, str] = field(default_factory=dict)
    post_item: str = ""


@dataclass(frozen=True, slots=True)
class SealedContent:
    """`applicant` (rules.applicant), `form` (the e-form's clean payload), `secret` for the public look-up.

    The rest is what came with it on paper: see Brought.
    """

    applicant: Mapping[str, Any]
    form: Mapping[str, Any]
    secret: str
    handed_in: HandedIn = field(default_factory=dict)
    delegation: Mapping[str, str] = field(default_factory=dict)
    post_item: str = ""

    @property
    def sheets(self) -> dict[str, Sheets]:
        """What was handed over on paper, by requirement."""
        return {key: read_sheets(count) for key, count in self.handed_in.items()}


def sealed_columns(content: SealedContent) -> dict[str, Any]:
    """The dossier's columns for that content, with what search goes by."""
    value: dict[str, Any] = {"applicant": content.applicant, "form": content.form, "secret": content.secret}
    # What an older dossier never had stays out, so that its digest stays what it is.
    more = ("handed_in", "delegation", "post_item")
    value |= {name: held for name in more if (held := getattr(content, name))}
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
