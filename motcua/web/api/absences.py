"""Absences and who stands in, for machines (a personnel system that knows the leaves)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from motcua.records.absences.models import Absence
from motcua.records.agencies.models import Agency
from motcua.records.people.models import Account
from motcua.rules.absences import STANDS_IN
from motcua.services.absences.end_absence import end_absence
from motcua.services.absences.record_absence import record_absence
from motcua.services.clock import business_now
from motcua.web.accounts.permit import require
from motcua.web.accounts.subjects import absence_subject
from motcua.web.api.schemas import AbsenceIn

router = Router(tags=["absences"])
_LONGEST_ID = 18


def may_record(request: HttpRequest) -> bool:
    """Asked before the body is so much as read; for whom, the view asks."""
    require(request, "absences.record")
    return True


def asks(permission: str) -> Callable[[HttpRequest], Absence]:
    def absence_of(request: HttpRequest) -> Absence:
        typed = request.resolver_match.kwargs["absence"]
        is_number = typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST_ID
        rows = Absence.objects.select_related("agency", "absent")
        found = rows.filter(pk=int(typed)).first() if is_number else None
        if found is None:
            raise Http404(typed)
        require(request, permission, found)
        return found

    return absence_of


@router.post("/absences", url_name="absence-record", auth=may_record)
def record(request: HttpRequest, body: AbsenceIn) -> dict[str, Any]:
    """One's own absence, or a colleague's as their head, at the agency where the caller handles dossiers."""
    place = next(held.agency for held in request.actor.holdings if held.role in STANDS_IN)
    agency = Agency.objects.get(pk=place)
    absent = _officer(body.absent) if body.absent else request.user
    if absent is None:
        raise Http404(body.absent)
    require(request, "absences.record", absence_subject(agency, absent.pk))
    made = record_absence(
        absent=absent,
        substitute=_officer(body.substitute),
        agency=agency,
        from_on=body.from_on,
        until_on=body.until_on,
        by=request.user,
        at=business_now(),
    )
    return {"id": made.pk, "from_on": made.from_on.isoformat(), "until_on": made.until_on.isoformat()}


@router.post("/absences/{absence}/end", url_name="absence-end", auth=asks("absences.record"))
def end(request: HttpRequest, absence: str) -> dict[str, Any]:
    """Somebody is back early."""
    ended = end_absence(absence=request.auth, by=request.user, at=business_now())
    return {"id": ended.pk, "is_ended": True}


def _officer(login: str) -> Account | None:
    return Account.objects.filter(login=login, kind=Account.OFFICER).first()
