"""The register of a desk: its dossiers, newest first, found by code, person or state (TT 01/2018 Mẫu 06)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.reports.queue import about, exactly

PAGE = 50


@dataclass(frozen=True, slots=True)
class RegisterPage:
    dossiers: Sequence[Dossier]
    next: str


def visible_agencies(agencies: Sequence[int], *, with_below: bool, everywhere: bool) -> list[Agency]:
    """Which desks' dossiers an officer of these agencies may list, by name."""
    known = Agency.objects.only("pk", "path", "name").order_by("name", "pk")
    if everywhere:
        return list(known)
    if not with_below:
        return list(known.filter(pk__in=agencies))
    return [agency for agency in known if set(agency.path) & set(agencies)]


def register_page(
    agencies: Sequence[int] | None,
    *,
    text: str = "",
    status: str = "",
    received: tuple[datetime, datetime] | None = None,
    after: str = "",
) -> RegisterPage:
    """Fifty dossiers by id, newest first, of these desks (None: of all); `after` is a `next` given before."""
    wanted = Dossier.objects.all()
    if agencies is not None:
        wanted = wanted.filter(receiving_agency_id__in=agencies)
    if received is not None:
        wanted = wanted.filter(received_at__gte=received[0], received_at__lt=received[1])
    if exactly(text):
        # Asked for first, by themselves: joined with an agency's hundred thousand, SQLite goes through those.
        wanted = wanted.filter(pk__in=list(Dossier.objects.filter(about(text)).values_list("pk", flat=True)))
    elif text:
        wanted = wanted.filter(about(text))
    if status:
        wanted = wanted.filter(status=status)
    if after.isdecimal() and len(after) < 19:
        wanted = wanted.filter(pk__lt=int(after))
    found = list(
        Dossier.objects.filter(pk__in=_newest(wanted, is_search=bool(text)))
        .select_related("procedure", "receiving_agency")
        .defer("sealed")
        .order_by("-pk")
    )
    return RegisterPage(found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else "")


def _newest(wanted: QuerySet[Dossier], *, is_search: bool) -> QuerySet[Dossier]:
    """The ids of a page and one more.

    The order of a search is an expression, so that the database reads the narrow index of names and sorts
    what it finds, instead of going through all dossiers from the newest on until a rare name has come.
    """
    return wanted.order_by(-F("pk") if is_search else "-pk").values("pk")[: PAGE + 1]
