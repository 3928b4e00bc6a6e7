"""Asking for a supplement: one list of what is missing or wrong, each with its reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.records.dossiers.models import Dossier
from motcua.services.clock import business_now
from motcua.services.dossiers.propose_supplement import propose_supplement
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.dossiers.settle_proposal import drop_proposal, send_proposal
from motcua.services.errors import NotDone
from motcua.services.procedures.frozen import frozen_procedure
from motcua.web.desk.asking import is_superior
from motcua.web.desk.panel import askable
from motcua.web.desk.versions import version_of
from motcua.web.desk.views.acts import do_act
from motcua.web.desk.views.dossiers import dossier_page, load


@require_POST
def request(request: HttpRequest, ref: str) -> HttpResponse:
    """Issues the request; a second one only with a superior's override."""
    dossier = load(request, ref, "dossiers.request_supplement")
    try:
        request_supplement(
            dossier=dossier,
            by=request.user,
            at=business_now(),
            items=_items(request, dossier),
            is_override=bool(request.POST.get("override")) and is_superior(request),
            version=version_of(request),
        )
    except NotDone as problem:
        return dossier_page(request, dossier, problem=problem)
    messages.success(request, _("Đã gửi yêu cầu bổ sung; người nộp thấy ngay danh sách và lý do."))
    return redirect("desk:dossier", ref=dossier.code or dossier.tracking_code)


@require_POST
def propose(request: HttpRequest, ref: str) -> HttpResponse:
    """Keeps what should be asked for whoever may ask it."""
    dossier = load(request, ref, "dossiers.propose_supplement")
    return do_act(
        request,
        dossier,
        lambda at: propose_supplement(
            dossier=dossier,
            by=request.user,
            at=at,
            items=_items(request, dossier),
            cause=request.POST.get("cause", ""),
            version=version_of(request),
        ),
        _("Đã trình đề xuất; người nộp chưa thấy gì cho đến khi đề xuất được ký và gửi."),
        stays=True,
    )


@require_POST
def send(request: HttpRequest, ref: str) -> HttpResponse:
    dossier = load(request, ref, "dossiers.send_proposal")
    return do_act(
        request,
        dossier,
        lambda at: send_proposal(
            dossier=dossier,
            by=request.user,
            at=at,
            is_superior=is_superior(request),
            version=version_of(request),
        ),
        _("Đã gửi yêu cầu bổ sung; người nộp thấy ngay danh sách và lý do."),
        stays=True,
    )


@require_POST
def drop(request: HttpRequest, ref: str) -> HttpResponse:
    dossier = load(request, ref, "dossiers.send_proposal")
    return do_act(
        request,
        dossier,
        lambda at: drop_proposal(
            dossier=dossier,
            by=request.user,
            at=at,
            reason=request.POST.get("reason", ""),
            version=version_of(request),
        ),
        _("Đã bỏ đề xuất; người nộp không bị hỏi thêm."),
        stays=True,
    )


def _items(request: HttpRequest, dossier: Dossier) -> list[AskedItem]:
    """The ticked requirements with defect and reason, in the page's order."""
    ticked = set(request.POST.getlist("item"))
    return [
        AskedItem(
            requirement=key,
            defect=request.POST.get(f"defect-{key}", "other"),
            reason=request.POST.get(f"reason-{key}", ""),
        )
        for key, _name in askable(frozen_procedure(dossier.procedure_version_id))
        if key in ticked
    ]
