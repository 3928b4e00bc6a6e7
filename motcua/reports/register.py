"""The register of a desk: its dossiers, newest first, found by code, person or state (TT 01/2018 Mẫu 06)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.reports.queue import about

PAGE = 50


@dataclass(frozen=True, slots=True)
class RegisterPage:
    dossiers: Sequence[Dossier]
    next: str


def visible_agencies(agencies: Sequence[int], *, with_below: bool, everywhere: bool) -> Q:
    """Which desks' dossiers an officer of these agencies may list."""
    if everywhere:
        return Q()
    if not with_below:
        return Q(receiving_agency_id__in=agencies)
    below = {agency.pk for agency in Agency.objects.only("pk", "path") if set(agency.path) & set(agencies)}
    return Q(receiving_agency_id__in=below)


def register_page(visible: Q, *, text: str = "", status: str = "", after: str = "") -> RegisterPage:
    """Fifty dossiers by id, newest first; `after` is a `next` given before."""
    dossiers = Dossier.objects.filter(visible).select_related("procedure", "receiving_agency").defer("sealed")
    if text:
        dossiers = dossiers.filter(about(text))
    if status:
        dossiers = dossiers.filter(status=status)
    if after.isdecimal() and len(after) < 19:
        dossiers = dossiers.filter(pk__lt=int(after))
    found = list(dossiers.order_by("-pk")[: PAGE + 1])
    return RegisterPage(found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else "")
