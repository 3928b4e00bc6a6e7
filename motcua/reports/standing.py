"""How an installation stands: who holds which role where, dated data, seals, what waits to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Count, Min, Q

from motcua.records.agencies.models import Agency, Assignment
from motcua.records.calendars.models import CalendarVersion, RulebookVersion
from motcua.records.journal.models import Entry, Seal
from motcua.records.outbox.models import Message

_PAGE = 25


@dataclass(frozen=True, slots=True)
class Staffed:
    """An agency and the roles held there today."""

    agency: Agency
    holdings: Sequence[Assignment]


@dataclass(frozen=True, slots=True)
class StaffPage:
    """Up to 25 agencies, and the key of the next page ("" at the end)."""

    agencies: Sequence[Staffed]
    next: str


@dataclass(frozen=True, slots=True)
class Destination:
    """What waits for one destination: unsent, refused, and how old the oldest unsent is."""

    name: str
    waiting_count: int
    refused_count: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    calendars: Sequence[CalendarVersion]
    rulebooks: Sequence[RulebookVersion]
    last_seal: Seal | None
    seal_count: int
    unsealed_count: int
    destinations: Sequence[Destination]


def standing() -> Standing:
    """Versions newest first; entries not yet sealed; the outbox by destination."""
    return Standing(
        calendars=CalendarVersion.objects.defer("content").order_by("-number")[:10],
        rulebooks=RulebookVersion.objects.defer("content").order_by("-number")[:10],
        last_seal=Seal.objects.order_by("-number").first(),
        seal_count=Seal.objects.count(),
        unsealed_count=Entry.objects.filter(leaf=None, pk__gt=_sealed_up_to()).count(),
        destinations=_destinations(),
    )


def staff_page(*, text: str = "", after: str = "", on: date) -> StaffPage:
    """Agencies by code with their officers on that day; `text` is folded, part of the agency's name."""
    held = Assignment.objects.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)
    agencies = Agency.objects.filter(pk__in=held.values("agency"), code__gt=after).order_by("code")
    for word in text.split():
        agencies = agencies.filter(folded_name__contains=word)
    found = list(agencies[: _PAGE + 1])
    page = found[:_PAGE]
    rows = held.filter(agency__in=page).select_related("account").order_by("agency_id", "role", "account_id")
    by_agency = {pk: list(group) for pk, group in groupby(rows, key=lambda row: row.agency_id)}
    return StaffPage(
        agencies=[Staffed(agency, by_agency.get(agency.pk, [])) for agency in page],
        next=page[-1].code if len(found) > _PAGE else "",
    )


def _sealed_up_to() -> int:
    """No entry up to this id is unsealed."""
    return Seal.objects.order_by("-number").values_list("floor", flat=True).first() or 0


def _destinations() -> Sequence[Destination]:
    unsent = Q(acknowledged_at=None, refused_at=None)
    refused = Q(acknowledged_at=None, refused_at__isnull=False)
    rows = (
        Message.objects.filter(acknowledged_at=None)
        .values("destination")
        .annotate(
            waiting=Count("id", filter=unsent),
            refused=Count("id", filter=refused),
            oldest=Min("made_at", filter=unsent),
        )
        .order_by("destination")
    )
    return [Destination(row["destination"], row["waiting"], row["refused"], row["oldest"]) for row in rows]
