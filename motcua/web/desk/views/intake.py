"""A walk-in at the counter: choose the procedure, then take all in on one page (NĐ 61/2018 Art. 16–17)."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.records.agencies.models import Agency
from motcua.web.accounts.permit import require
from motcua.web.desk.page import show


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    return show(request, "desk/intake.html", {})


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, code: str, procedure: str) -> HttpResponse:
    desk = Agency.objects.filter(code=code, has_desk=True).first()
    if desk is None:
        raise Http404(code)
    require(request, "dossiers.take_in", desk)
    return show(request, "desk/take_in.html", {})
