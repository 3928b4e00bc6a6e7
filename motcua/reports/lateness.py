"""What may become late, and who has to do what about it: drafts, signed requests, warnings, public counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Count, F, Q, QuerySet

from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.lateness.models import Escalation, ExtensionRequest
from motcua.rules.lifecycle import CLOCK_RUNNING

Told = TypeVar("Told", ExtensionRequest, Escalation)

PAGE = 50
_LONGEST_ID = 18
_WITH = (
    "dossier__procedure",
    "dossier__lead_agency",
    "dossier__receiving_agency",
    "dossier__calendar_version",
)
# A clock that stands still, or began anew, has made the draft idle: it is drawn up again when it is needed.
_STILL_DUE = Q(dossier__status__in=CLOCK_RUNNING, dossier__due_at=F("due_at"))


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Up to 50 requests and the key of the next page ("" at the end)."""

    requests: Sequence[ExtensionRequest]
    next: str


@dataclass(frozen=True, slots=True)
class WarningPage:
    """Up to 50 warnings, newest first, and the key of the next page ("" at the end)."""

    warnings: Sequence[Escalation]
    next: str


def to_sign(agencies: Sequence[int], *, after: str = "") -> RequestPage:
    """Drafts that these lead agencies have not signed, the soonest due first."""
    return _requests(_open().filter(_STILL_DUE, agency__in=agencies, signed_at=None), after)


def to_appoint(desks: Sequence[int], *, after: str = "") -> RequestPage:
    """Signed requests whose new date these desks have to set, the soonest due first."""
    signed = _open().filter(signed_at__isnull=False, dossier__reappointment=None)
    return _requests(signed.filter(dossier__receiving_agency__in=desks), after)


def warnings_for(holdings: Sequence[tuple[str, int]], *, after: str = "") -> WarningPage:
    """Warnings to these (role, agency) pairs about what is still open."""
    held = Q(pk__in=())
    for role, agency in holdings:
        held |= Q(role=role, agency_id=agency)
    found = Escalation.objects.filter(held, dossier__finished_at=None, dossier__closed_at=None).filter(
        Q(about=Escalation.DUE) | Q(dossier__status="submitted")
    )
    if after.isdecimal() and len(after) <= _LONGEST_ID:
        found = found.filter(pk__lt=int(after))
    rows = list(_light(found.select_related(*_WITH)).order_by("-pk")[: PAGE + 1])
    return WarningPage(rows[:PAGE], str(rows[PAGE - 1].pk) if len(rows) > PAGE else "")


def extension_of(dossier: Dossier) -> ExtensionRequest | None:
    return ExtensionRequest.objects.filter(dossier=dossier).select_related("signed_by", "agency").first()


def _open() -> QuerySet[ExtensionRequest]:
    open_ones = ExtensionRequest.objects.filter(
        outcome=ExtensionRequest.OPEN, dossier__finished_at=None, dossier__closed_at=None
    )
    return _light(open_ones.select_related("signed_by", "agency", *_WITH))


def _light(rows: QuerySet[Told]) -> QuerySet[Told]:
    return rows.defer("dossier__sealed", "dossier__calendar_version__content")


def _requests(found: QuerySet[ExtensionRequest], after: str) -> RequestPage:
    key = _read_key(after)
    if key is not None:
        found = found.filter(Q(due_at__gt=key[0]) | Q(due_at=key[0], id__gt=key[1]))
    rows = list(found.order_by("due_at", "id")[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return RequestPage(rows[:PAGE], f"{last.due_at.isoformat()}~{last.pk}" if last else "")


def _read_key(after: str) -> tuple[datetime, int] | None:
    due, _, last = after.partition("~")
    if not last.isdecimal() or len(last) > _LONGEST_ID:
        return None
    try:
        at = datetime.fromisoformat(due)
    except ValueError:
        return None
    return (at, int(last)) if at.tzinfo else None


@dataclass(frozen=True, slots=True)
class AgencyLateness:
    """What the public is told of one lead agency.

    `overdue` dossiers are open and past their limit, `silent` of them without a signed apology; of the
    dossiers that ended late in the period, `missed` had none, `signed_late` a late one.
    """

    agency: Agency
    overdue: int
    silent: int
    late: int
    missed: int
    signed_late: int


def public_lateness(*, today: datetime, since: datetime, until: datetime) -> list[AgencyLateness]:
    """By lead agency, worst first; every dossier near its limit has a request, so only those are counted.

    `today` is its first instant: what was due before it is overdue, whatever its limit is counted in.
    """
    is_open = Q(outcome=ExtensionRequest.OPEN)
    running = is_open & _STILL_DUE & Q(due_at__lt=today)
    in_period = Q(ended_at__gte=since, ended_at__lt=until)
    ended = in_period & Q(was_late=True)
    counts = (
        ExtensionRequest.objects.filter(is_open | in_period)
        .values("agency")
        .annotate(
            overdue=Count("id", filter=running),
            silent=Count("id", filter=running & Q(signed_at=None)),
            late=Count("id", filter=ended),
            missed=Count("id", filter=ended & Q(outcome=ExtensionRequest.MISSED)),
            signed_late=Count("id", filter=ended & Q(is_late=True)),
        )
    )
    rows = [row for row in counts if row["overdue"] or row["late"]]
    agencies = Agency.objects.in_bulk([row["agency"] for row in rows])
    found = [AgencyLateness(**{**row, "agency": agencies[row["agency"]]}) for row in rows]
    return sorted(found, key=lambda one: (-one.silent - one.missed, -one.overdue - one.late, one.agency.name))
