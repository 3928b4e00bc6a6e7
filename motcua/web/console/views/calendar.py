"""The calendar desk: what is worked, a change with its effect shown first, and the versions there were."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.kit.instants import local_date
from motcua.records.agencies.models import Agency
from motcua.records.calendars.models import CalendarVersion
from motcua.rules.calendar_change import DaysChange, written_hours
from motcua.services.calendars.change_calendar import change_calendar, latest_calendar
from motcua.services.calendars.frozen import working_calendar
from motcua.services.calendars.preview import preview_change
from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.web.accounts.permit import may
from motcua.web.accounts.refusals import show_refusal
from motcua.web.console.calendar_forms import ChangeForm, DaysForm, HoursForm
from motcua.web.console.changes import told_change
from motcua.web.console.page import show
from motcua.web.console.year_view import special_days, year_months
from motcua.web.layout.fields import errors_of

_FORMS: dict[str, type[ChangeForm]] = {"days": DaysForm, "hours": HoursForm}
_VERSIONS = 20


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """A year of the province's calendar, or of one agency's."""
    return _calendar_page(request, _agency(request.GET.get("agency", "")), {})


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What the change would move; nothing is changed yet."""
    form = _posted(request)
    if form.is_valid():
        try:
            found = preview_change(form.change())
        except NotDone as no:
            show_refusal(form, no)
        else:
            return show(request, "console/calendar_preview.html", _preview_context(form, found))
    return _again(request, form)


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Puts the change in force that was looked at."""
    form = _posted(request)
    seen = request.POST.get("seen", "")
    if not form.is_valid():
        return _again(request, form)
    try:
        change_calendar(
            change=form.change(),
            reason=form.cleaned_data["reason"],
            seen=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
            moves_open=request.POST.get("moves_open", "yes") == "yes",
            by=request.user,
            at=business_now(),
        )
    except NotDone as no:
        show_refusal(form, no)
        return _again(request, form)
    agency = form.cleaned_data["agency"]
    return redirect(f"{reverse('console:calendar')}?{urlencode({'agency': agency, 'done': '1'})}")


def _posted(request: HttpRequest) -> ChangeForm:
    return _FORMS[_which(request)](request.POST)


def _which(request: HttpRequest) -> str:
    return "hours" if request.POST.get("form") == "hours" else "days"


def _again(request: HttpRequest, form: ChangeForm) -> HttpResponse:
    """The page with what was typed and what is wrong with it."""
    agency = _agency(str(form["agency"].value() or ""))
    return _calendar_page(request, agency, {_which(request): form}, status=422)


def _agency(code: str) -> Agency | None:
    return Agency.objects.filter(code=code[:40], is_active=True).first() if code else None


def _calendar_page(
    request: HttpRequest, agency: Agency | None, forms: dict[str, ChangeForm], status: int = 200
) -> HttpResponse:
    version = latest_calendar()
    shown = working_calendar(version.pk, agency.code if agency else "")
    years = range(shown.first_date.year, shown.last_date.year + 1)
    year = _year(request, years)
    months = year_months(year, shown)
    bad = next(iter(forms.values()), None)
    context = {
        "agency": agency,
        "agencies": Agency.objects.filter(is_active=True).order_by("code").only("code", "name"),
        "year": year,
        "years": years,
        "months": months,
        "weekdays": _("T2 T3 T4 T5 T6 T7 CN").split(),
        "special": special_days(months),
        "days_form": forms.get("days")
        or DaysForm(initial={"agency": _code(agency), "kind": _first_kind(agency)}),
        "hours_form": forms.get("hours")
        or HoursForm(initial={**_hours(version, agency), "agency": _code(agency)}),
        "tried": next(iter(forms), ""),
        "errors": errors_of(bad) if bad else [],
        "may_change": may(request, "console.configure"),
        "versions": _versions(),
        "is_done": "done" in request.GET,
    }
    return show(request, "console/calendar.html", context, status=status)


def _year(request: HttpRequest, years: range) -> int:
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isdecimal() and len(typed) == 4 else local_date(business_now()).year
    return min(max(year, years[0]), years[-1])


def _code(agency: Agency | None) -> str:
    return agency.code if agency else ""


def _first_kind(agency: Agency | None) -> str:
    return "closure" if agency else "nghi_hoan_doi"


def _hours(version: CalendarVersion, agency: Agency | None) -> dict[str, str]:
    own = version.content["agencies"].get(_code(agency), {})
    return written_hours(own.get("hours") or version.content["hours"])


def _versions() -> list[dict[str, Any]]:
    versions = CalendarVersion.objects.select_related("made_by").defer("content").order_by("-number")
    return [{"version": one, "what": told_change(one.change)} for one in versions[:_VERSIONS]]


def _preview_context(form: ChangeForm, found: Any) -> dict[str, Any]:
    change = form.change()
    return {
        "preview": found,
        "what": told_change(change.to_json()),
        "which": "days" if isinstance(change, DaysChange) else "hours",
        "agency": _agency(change.agency),
        "typed": [(name, form[name].value() or "") for name in form.fields],
        "reason": form.cleaned_data["reason"] or _("chưa ghi"),
    }
