"""Who is away and who does their work meanwhile: seen, recorded, ended early."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.kit.instants import local_date
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.absences.models import Absence
from motcua.records.agencies.models import Agency
from motcua.records.people.models import Account
from motcua.reports.absences import absences_at, handlers_at
from motcua.rules.absences import STANDS_IN
from motcua.rules.identifiers import check_date
from motcua.services.absences.end_absence import end_absence
from motcua.services.absences.record_absence import record_absence
from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.web.accounts.permit import may, require
from motcua.web.accounts.subjects import absence_subject
from motcua.web.desk.page import holdings, show
from motcua.web.desk.panel import Tried
from motcua.web.layout.refusals import is_conflict


@require_safe
def absences(request: HttpRequest) -> HttpResponse:
    """Covers that last or are to come at my agencies, and the form for one more."""
    require(request, "absences.read")
    return _page(request, Tried())


@require_POST
def record(request: HttpRequest) -> HttpResponse:
    """One's own absence, or a colleague's as their head."""
    require(request, "absences.record")
    agency = _agency(request)
    absent = _account(request.POST.get("absent", "")) or request.user
    require(request, "absences.record", absence_subject(agency, absent.pk))
    try:
        made = record_absence(
            absent=absent,
            substitute=_account(request.POST.get("substitute", "")),
            agency=agency,
            from_on=_day(request, "from_on"),
            until_on=_day(request, "until_on"),
            by=request.user,
            at=business_now(),
        )
    except NotDone as problem:
        return _page(request, Tried("absence-record", request.POST, problem))
    said = _("%(who)s làm thay %(absent)s. Việc tự về chỗ cũ khi hết hạn.")
    messages.success(request, said % {"who": made.substitute.name, "absent": made.absent.name})
    return redirect("desk:absences")


@require_POST
def end(request: HttpRequest, absence: int) -> HttpResponse:
    found = Absence.objects.select_related("agency", "absent").filter(pk=absence).first()
    if absence >= 2**63 or found is None:
        raise Http404(str(absence))
    require(request, "absences.record", found)
    try:
        end_absence(absence=found, by=request.user, at=business_now())
    except NotDone as problem:
        return _page(request, Tried("absence-end", request.POST, problem))
    messages.success(request, _("Đã kết thúc; việc của người vắng chỉ còn do người đó làm."))
    return redirect("desk:absences")


def _page(request: HttpRequest, tried: Tried) -> HttpResponse:
    places = [agency for role, agency in holdings(request) if role in STANDS_IN]
    agency = Agency.objects.filter(pk__in=places[:1]).first()
    today = local_date(business_now())
    rows = [
        {
            "absence": one,
            "lasts": one.from_on <= today,
            "may_end": may(request, "absences.record", one),
        }
        for one in absences_at(places, today=today)
    ]
    colleagues = handlers_at(agency) if agency else []
    context: dict[str, Any] = {
        "rows": rows,
        "agency": agency,
        "absent_ones": [one for one in colleagues if _may_record(request, agency, one)],
        "colleagues": colleagues,
        "me": str(request.user.pk),
        "typed": tried.typed or {},
        "whys": tried.whys,
        "errors": tried.errors,
    }
    status = 200 if tried.problem is None else 409 if is_conflict(tried.problem.refused) else 422
    return show(request, "desk/absences.html", context, status=status)


def _may_record(request: HttpRequest, agency: Agency | None, account: Account) -> bool:
    return agency is not None and may(request, "absences.record", absence_subject(agency, account.pk))


def _agency(request: HttpRequest) -> Agency:
    """Where the officer handles dossiers; of several agencies the first."""
    found = next((agency for role, agency in holdings(request) if role in STANDS_IN), None)
    return Agency.objects.get(pk=found)


def _account(typed: str) -> Account | None:
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= 18
    return Account.objects.filter(pk=int(typed), kind=Account.OFFICER).first() if is_number else None


def _day(request: HttpRequest, box: str) -> Any:
    day = check_date(request.POST.get(box, ""))
    if isinstance(day, Refused):
        raise NotDone(day, {box: Refused("no_date", N_("Hãy ghi ngày, ví dụ 25/09/2020."))})
    return day
