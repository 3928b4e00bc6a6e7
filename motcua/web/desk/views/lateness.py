"""A limit that will not be kept: who is warned, who signs, who sets the new date (NĐ 61/2018 Art. 19.9)."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.kit.instants import instant
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.lateness.models import Escalation
from motcua.reports.lateness import to_appoint, to_sign, warnings_for
from motcua.rules.identifiers import check_date
from motcua.services.calendars.frozen import working_calendar
from motcua.services.clock import business_now
from motcua.services.dossiers.apologise import apologise as apologise_for
from motcua.services.dossiers.reappoint import reappoint as reappoint_dossier
from motcua.services.dossiers.sign_extension import sign_extension as sign_extension_of
from motcua.services.errors import NotDone
from motcua.web.accounts.permit import require
from motcua.web.desk.page import desk_agencies, holdings, show
from motcua.web.desk.remaining import Remaining, remaining
from motcua.web.desk.versions import version_of
from motcua.web.desk.views.acts import do_act
from motcua.web.desk.views.dossiers import load

_SIGNERS = frozenset({"leader", "unit_head"})
KINDS = ("warned", "sign", "appoint")


@require_safe
def lateness(request: HttpRequest) -> HttpResponse:
    """Warnings to me, drafts I may sign, and new dates my desk has to set; one kind a page."""
    require(request, "lateness.read")
    now = business_now()
    kind, after = request.GET.get("kind", ""), request.GET.get("after", "")[:60]
    kind = kind if kind in KINDS else "warned"
    if kind == "warned":
        warned = warnings_for(holdings(request), after=after)
        rows = [_warned_row(one, now) for one in warned.warnings]
        following = warned.next
    else:
        signers = [agency for role, agency in holdings(request) if role in _SIGNERS]
        page = (
            to_sign(signers, after=after)
            if kind == "sign"
            else to_appoint(desk_agencies(request), after=after)
        )
        rows = [{"request": one, **_row(one.dossier, one.dossier.due_at, now)} for one in page.requests]
        following = page.next
    context = {
        "kind": kind,
        "rows": rows,
        "next_href": f"?{urlencode({'kind': kind, 'after': following})}" if following else "",
        "first_href": f"?{urlencode({'kind': kind})}" if after else "",
    }
    return show(request, "desk/lateness.html", context)


@require_POST
def apologise(request: HttpRequest, ref: str) -> HttpResponse:
    dossier = load(request, ref, "dossiers.apologise")

    def act(at: datetime) -> None:
        apologise_for(
            dossier=dossier,
            by=request.user,
            at=at,
            appointed_at=_close_of(request),
            reason=request.POST.get("reason", ""),
            version=version_of(request),
        )

    return do_act(request, dossier, act, _("Đã lập phiếu xin lỗi và hẹn lại."), stays=True)


@require_POST
def sign_extension(request: HttpRequest, ref: str) -> HttpResponse:
    dossier = load(request, ref, "dossiers.sign_extension")

    def act(at: datetime) -> None:
        sign_extension_of(
            dossier=dossier,
            by=request.user,
            at=at,
            proposed_at=_close_of(request),
            reason=request.POST.get("reason", ""),
            version=version_of(request),
        )

    done = _("Đã ký. Bộ phận Một cửa sẽ đặt ngày hẹn mới và gửi phiếu xin lỗi.")
    return do_act(request, dossier, act, done, stays=True)


@require_POST
def reappoint(request: HttpRequest, ref: str) -> HttpResponse:
    dossier = load(request, ref, "dossiers.reappoint")

    def act(at: datetime) -> None:
        reappoint_dossier(
            dossier=dossier,
            by=request.user,
            at=at,
            appointed_at=_close_of(request),
            version=version_of(request),
        )

    return do_act(request, dossier, act, _("Đã hẹn lại; người nộp nhận Phiếu xin lỗi (Mẫu 04)."), stays=True)


def _close_of(request: HttpRequest) -> datetime:
    """17:00 of the day typed; the verb says whether the day itself will do."""
    day = check_date(request.POST.get("appointed_on", ""))
    if isinstance(day, Refused):
        raise NotDone(
            day, {"appointed_on": Refused("no_date", N_("Hãy ghi ngày hẹn lại, ví dụ 25/09/2020."))}
        )
    return instant(datetime.combine(day, time(17)))


def _warned_row(told: Escalation, now: datetime) -> dict[str, Any]:
    return {"told": told, **_row(told.dossier, told.due_at, now)}


def _row(dossier: Dossier, due_at: datetime | None, now: datetime) -> dict[str, Any]:
    return {"dossier": dossier, "remaining": _left(dossier, due_at, now)}


def _left(dossier: Dossier, due_at: datetime | None, now: datetime) -> Remaining:
    calendar = working_calendar(dossier.calendar_version_id, dossier.lead_agency.code)
    limit = dossier.limit_text if due_at == dossier.due_at else ""
    return remaining(limit, due_at, now=now, calendar=calendar)
