"""Letters between applicant and officers, sealed and opened."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.records.dossiers.models import Dossier
from motcua.records.letters.models import Letter
from motcua.records.sealing import open_sealed, seal

LETTER = "letter.sealed"


def sealed_letter(text: str) -> bytes:
    return seal({"text": text}, LETTER)


def open_letter(letter: Letter) -> str:
    text: str = open_sealed(letter.sealed, LETTER)["text"]
    return text


def thread_of(dossier: Dossier) -> Sequence[Letter]:
    """Oldest first."""
    return list(Letter.objects.filter(dossier=dossier).select_related("by").order_by("pk"))
