"""The desk's copies of what is written to and by applicants; what an applicant has not read yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from motcua.records.letters.models import Letter
from motcua.records.notes.models import Look

PAGE = 50
_LONGEST_ID = 18


@dataclass(frozen=True, slots=True)
class LetterPage:
    """Up to 50 letters, newest first, each with `is_seen`, and the key of the next page ("" at the end)."""

    letters: Sequence[Letter]
    next: str


def letters_at(desks: Sequence[int], *, reader: int, after: str = "") -> LetterPage:
    """Letters about dossiers filed at these desks; seen where the reader opened the dossier since."""
    seen = Look.objects.filter(dossier=OuterRef("dossier"), by=reader, at__gte=OuterRef("at"))
    found = Letter.objects.filter(dossier__receiving_agency__in=desks).annotate(is_seen=Exists(seen))
    if after.isdecimal() and len(after) <= _LONGEST_ID:
        found = found.filter(pk__lt=int(after))
    rows = list(
        found.select_related("by", "dossier__procedure")
        .defer("sealed", "dossier__sealed")
        .order_by("-pk")[: PAGE + 1]
    )
    return LetterPage(rows[:PAGE], str(rows[PAGE - 1].pk) if len(rows) > PAGE else "")


def unread_by_applicant(dossiers: Iterable[int]) -> frozenset[int]:
    """Of these dossiers (ids) the ones with an officer's letter that the applicant has not opened."""
    waiting = Letter.objects.filter(dossier__in=list(dossiers), is_from_applicant=False, read_at=None)
    return frozenset(waiting.values_list("dossier_id", flat=True))
