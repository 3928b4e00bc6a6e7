"""Opinions between agencies: the list, the question on a page of its own, asking, answering (Art. 19.5)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.records.agencies.models import Agency
from motcua.records.consultations.models import Consultation
from motcua.records.dossiers.models import Dossier
from motcua.reports.consultations import asked_by, asked_of, find_consultation, late_for
from motcua.reports.dossier_page import readable_documents
from motcua.services.clock import business_now
from motcua.services.dossiers.answer_opinion import answer_opinion
from motcua.services.dossiers.ask_opinion import MAY_BE_ASKED_ABOUT, ask_opinion
from motcua.services.dossiers.facts.consultations import open_answer, open_question
from motcua.services.dossiers.withdraw_opinion import withdraw_opinion
from motcua.services.errors import NotDone
from motcua.services.journal.record_reading import record_reading
from motcua.web.accounts.permit import may, require
from motcua.web.desk.consulting import opinion_row
from motcua.web.desk.page import holdings, show
from motcua.web.desk.panel import Tried
from motcua.web.desk.versions import version_of
from motcua.web.desk.views.acts import do_act
from motcua.web.desk.views.dossiers import load
from motcua.web.layout.downloads import streamed
from motcua.web.layout.refusals import is_conflict

KINDS = ("asked", "ours", "late")
_READERS = frozenset({"desk_officer", "desk_head", "specialist", "unit_head", "leader", "clerk"})
_USUAL_HOURS = "16"


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """Asked of us, asked by us, and what heads of desks are told of as late; one kind a page."""
    require(request, "consultations.read")
    now = business_now()
    kind, after = request.GET.get("kind", ""), request.GET.get("after", "")[:60]
    kind = kind if kind in KINDS else "asked"
    agencies = [agency for role, agency in holdings(request) if role in _READERS]
    if kind == "asked":
        page = asked_of(agencies, after=after)
    elif kind == "ours":
        page = asked_by(agencies, after=after)
    else:
        heads = [agency for role, agency in holdings(request) if role == "desk_head"]
        page = late_for(heads, now=now, after=after)
    context = {
        "kind": kind,
        "is_head": any(role == "desk_head" for role, _agency in holdings(request)),
        "rows": [opinion_row(one, one.dossier, now) for one in page.consultations],
        "next_href": f"?{urlencode({'kind': kind, 'after': page.next})}" if page.next else "",
        "first_href": f"?{urlencode({'kind': kind})}" if after else "",
    }
    return show(request, "desk/consultations.html", context)


@require_safe
def consultation(request: HttpRequest, consultation: int) -> HttpResponse:
    """The question, the documents chosen for it and nothing else; that it was read is journalled."""
    return _page(request, _found(request, consultation, "consultations.read"))


@require_POST
def answer(request: HttpRequest, consultation: int) -> HttpResponse:
    found = _found(request, consultation, "consultations.answer")
    text = request.POST.get("text", "")
    try:
        answer_opinion(consultation=found, by=request.user, at=business_now(), text=text)
    except NotDone as problem:
        return _page(request, found, Tried("answer", request.POST, problem))
    messages.success(request, _("Đã trả lời; cơ quan hỏi thấy ngay."))
    return redirect("desk:consultation", consultation=found.pk)


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
@require_safe
def file(request: HttpRequest, consultation: int, document: int) -> StreamingHttpResponse:
    """A document chosen for the question, while the question stands."""
    found = _found(request, consultation, "consultations.read")
    if document >= 2**63:
        raise Http404(str(document))
    chosen = get_object_or_404(found.documents.select_related("file"), pk=document)
    _read(request, found, "desk:consultation-file")
    return streamed(chosen.file, chosen.name)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """Which agency, what, by when, and which papers it may see."""
    dossier = load(request, ref, "dossiers.ask_opinion")
    if request.method != "POST":
        return _asking_page(request, dossier)
    chosen = request.POST.get("agency", "")
    try:
        made = ask_opinion(
            dossier=dossier,
            agency=Agency.objects.filter(code=chosen[:20]).first() if "\0" not in chosen else None,
            by=request.user,
            at=business_now(),
            question=request.POST.get("question", ""),
            hours=_number(request.POST.get("hours", "")),
            documents=[_number(one) for one in request.POST.getlist("document")],
            version=version_of(request),
        )
    except NotDone as problem:
        return _asking_page(request, dossier, Tried("ask-opinion", request.POST, problem))
    messages.success(request, _("Đã gửi câu hỏi tới %(agency)s.") % {"agency": made.agency.name})
    return redirect("desk:dossier", ref=dossier.code or dossier.tracking_code)


@require_POST
def withdraw(request: HttpRequest, ref: str, consultation: int) -> HttpResponse:
    dossier = load(request, ref, "dossiers.withdraw_opinion")
    found = find_consultation(consultation)
    if found is None or found.dossier_id != dossier.pk:
        raise Http404(str(consultation))
    return do_act(
        request,
        dossier,
        lambda at: withdraw_opinion(
            dossier=dossier, consultation=found, by=request.user, at=at, version=version_of(request)
        ),
        _("Đã rút; cơ quan kia không phải trả lời nữa."),
        stays=True,
    )


def _found(request: HttpRequest, number: int, permission: str) -> Consultation:
    found = find_consultation(number)
    if found is None:
        raise Http404(str(number))
    require(request, permission, found)
    if found.withdrawn_at is not None:
        raise Http404(str(number))
    return found


def _page(request: HttpRequest, found: Consultation, tried: Tried | None = None) -> HttpResponse:
    tried = tried or Tried()
    found = find_consultation(found.pk) or found
    _read(request, found, "desk:consultation")
    context = {
        **opinion_row(found, found.dossier, business_now()),
        "question": open_question(found),
        "answer": open_answer(found),
        "documents": list(found.documents.select_related("file").order_by("pk")),
        "may_answer": found.is_open and may(request, "consultations.answer", found),
        **_said(tried),
    }
    return show(request, "desk/consultation.html", context, status=_status(tried))


def _asking_page(request: HttpRequest, dossier: Dossier, tried: Tried | None = None) -> HttpResponse:
    tried = tried or Tried()
    _read_dossier(request, dossier, "desk:dossier-ask-opinion")
    typed = tried.typed or {}
    ticked = set(request.POST.getlist("document"))
    context = {
        "dossier": dossier,
        "version": request.POST.get("version", dossier.version) if tried.act else dossier.version,
        "is_running": dossier.status in MAY_BE_ASKED_ABOUT,
        "agencies": Agency.objects.filter(is_active=True).order_by("folded_name").only("code", "name"),
        "papers": [(one, str(one.pk) in ticked) for one in readable_documents(dossier)],
        "hours": typed.get("hours", _USUAL_HOURS),
        **_said(tried),
    }
    return show(request, "desk/ask_opinion.html", context, status=_status(tried))


def _said(tried: Tried) -> dict[str, Any]:
    return {"typed": tried.typed or {}, "whys": tried.whys, "errors": tried.errors}


def _status(tried: Tried) -> int:
    if tried.problem is None:
        return 200
    return 409 if is_conflict(tried.problem.refused) else 422


def _read(request: HttpRequest, found: Consultation, page: str) -> None:
    record_reading(by=request.user, dossiers=[found.dossier_id], page=page, at=business_now())


def _read_dossier(request: HttpRequest, dossier: Dossier, page: str) -> None:
    record_reading(by=request.user, dossiers=[dossier.pk], page=page, at=business_now())


def _number(typed: str) -> int:
    """0, which nothing is, for what is no number of ours."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 18 else 0
