"""Guidance given at the desk: written down at once, found again by day and desk (NĐ 61/2018 Art. 15.2)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kit.words import N_
from motcua.records.agencies.models import Agency
from motcua.records.procedures.models import Procedure
from motcua.reports.desk_offers import offer_at
from motcua.reports.guidance import guidance_page
from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.services.guidance.content import open_guidance
from motcua.services.guidance.log_guidance import log_guidance
from motcua.web.accounts.permit import may, require
from motcua.web.desk.page import desk_agencies, show
from motcua.web.desk.register_filter import register_filter
from motcua.web.layout.fields import Choice, FieldView, errors_in
from motcua.web.layout.reader import named
from motcua.web.layout.refusals import translated

WAYS = {
    "counter": N_("Tại quầy"),
    "phone": N_("Qua điện thoại"),
    "online": N_("Trên mạng"),
    "post": N_("Bằng văn bản qua bưu chính"),
}


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What my desks have told people, newest first."""
    require(request, "guidance.read")
    wanted = register_filter(request, request.GET)
    after = request.GET.get("after", "")
    page = guidance_page(wanted.agencies, logged=wanted.received, after=after)
    kept = {name: value for name, value in wanted.kept.items() if name in {"on", "agency"}}
    desks = Agency.objects.filter(pk__in=desk_agencies(request)) if may(request, "guidance.log") else []
    context = {
        "rows": [
            {"logged": one, "content": open_guidance(one), "way": _(WAYS.get(one.way, one.way))}
            for one in page.rows
        ],
        "wanted": wanted,
        "desks": desks,
        "on_why": translated(wanted.refused) if wanted.refused else "",
        "next_href": f"?{urlencode({**kept, 'after': page.next})}" if page.next else "",
        "first_href": f"?{urlencode(kept)}" if after else "",
    }
    return show(request, "desk/guidance.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str) -> HttpResponse:
    """The quick form; `?procedure=` is what the person asked about."""
    desk = Agency.objects.filter(code=code).first()
    if desk is None:
        raise Http404(code)
    require(request, "guidance.log", desk)
    about = _about(desk, request.GET.get("procedure", "")[:30])
    if request.method != "POST":
        return _form(request, desk, about, {"way": "counter"})
    typed = {name: request.POST.get(name, "")[:4000] for name in ("way", "who", "told")}
    try:
        log_guidance(agency=desk, procedure=about, by=request.user, at=business_now(), **typed)
    except NotDone as problem:
        return _form(request, desk, about, typed, problem)
    messages.success(request, _("Đã ghi vào sổ hướng dẫn."))
    return redirect("desk:guidance")


def _about(desk: Agency, code: str) -> Procedure | None:
    offer = offer_at(desk, code) if code else None
    return offer.procedure if offer else None


def _form(
    request: HttpRequest,
    desk: Agency,
    about: Procedure | None,
    typed: dict[str, str],
    problem: NotDone | None = None,
) -> HttpResponse:
    whys = {name: translated(one) for name, one in problem.fields.items()} if problem else {}

    def view(name: str, label: str, **more: Any) -> FieldView:
        return FieldView(name, label, value=typed.get(name, ""), why=whys.get(name, ""), **more)

    fields = [
        view(
            "told", _("Đã hướng dẫn những gì?"), kind="textarea", hint=_("Giấy tờ, thời hạn, phí, nơi nộp.")
        ),
        view("who", _("Ai hỏi?"), is_required=False, hint=_("Không bắt buộc cho biết tên.")),
        view(
            "way",
            _("Bằng cách nào?"),
            kind="radio",
            choices=[Choice(key, _(label)) for key, label in WAYS.items()],
        ),
    ]
    context = {
        "desk": desk,
        "about": named(about) if about else "",
        "fields": fields,
        "errors": errors_in(fields),
    }
    return show(request, "desk/guidance_form.html", context, status=422 if problem else 200)
