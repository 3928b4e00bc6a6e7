"""Forms issued by a desk, newest first, found again to be printed once more (TT 01/2018 Art. 9–10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from motcua.kit.refusal import Refused
from motcua.records.papers.models import Paper
from motcua.rules.dossier_codes import DossierCode, parse_reference

PAGE = 50


@dataclass(frozen=True, slots=True)
class PaperPage:
    papers: Sequence[Paper]
    next: str


def issued_papers(
    agencies: Sequence[int] | None,
    *,
    text: str = "",
    form: str = "",
    issued: tuple[datetime, datetime] | None = None,
    by: int | None = None,
    after: str = "",
) -> PaperPage:
    """Fifty papers of these agencies (None: of all) by id.

    `text` is a paper's number or its dossier's code in either spelling; `issued` from, and before, when.
    """
    wanted = Paper.objects.all() if agencies is None else Paper.objects.filter(agency_id__in=agencies)
    if text:
        wanted = wanted.filter(_about(text))
    if form:
        wanted = wanted.filter(form=form)
    if issued is not None:
        wanted = wanted.filter(issued_at__gte=issued[0], issued_at__lt=issued[1])
    if by is not None:
        wanted = wanted.filter(issued_by_id=by)
    if after.isdecimal() and len(after) < 19:
        wanted = wanted.filter(pk__lt=int(after))
    related = ("dossier__procedure", "agency", "issued_by")
    found = list(
        wanted.select_related(*related).defer("sealed", "dossier__sealed").order_by("-pk")[: PAGE + 1]
    )
    return PaperPage(found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else "")


def _about(text: str) -> Q:
    code, slash, ending = text.partition("/")
    reference = parse_reference(code)
    if isinstance(reference, Refused):
        return Q(pk__in=[])
    if isinstance(reference, DossierCode):
        of_dossier = Q(dossier__code__in=reference.spellings)
    else:
        of_dossier = Q(dossier__tracking_code=reference.text)
    return of_dossier & Q(number__iendswith=f"/{ending}") if slash else of_dossier
