"""The register on screen."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.reports.register import register_page
from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.services.journal.record_reading import record_reading
from motcua.web.accounts.permit import require
from motcua.web.desk.page import show
from motcua.web.desk.register_filter import RegisterFilter, register_filter
from motcua.web.layout.refusals import said, translated
from motcua.web.layout.statuses import DOSSIER


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The dossiers of my desks (and those below, for who leads), searched and filtered in the address."""
    require(request, "register.read")
    wanted = register_filter(request, request.GET)
    return register_screen(request, wanted, after=request.GET.get("after", ""))


def register_screen(
    request: HttpRequest, wanted: RegisterFilter, *, after: str = "", problem: NotDone | None = None
) -> HttpResponse:
    """The page, perhaps after an export was refused."""
    page = register_page(
        wanted.agencies, text=wanted.text, status=wanted.status, received=wanted.received, after=after
    )
    record_reading(
        by=request.user, dossiers=[one.pk for one in page.dossiers], page="desk:register", at=business_now()
    )
    context = {
        "dossiers": page.dossiers,
        "wanted": wanted,
        "q": wanted.text,
        "status": wanted.status,
        "statuses": DOSSIER.items(),
        "on_why": translated(wanted.refused) if wanted.refused else "",
        "errors": _errors(wanted, problem),
        "next_href": f"?{urlencode({**wanted.kept, 'after': page.next})}" if page.next else "",
        "first_href": f"?{urlencode(wanted.kept)}" if after else "",
    }
    return show(request, "desk/register.html", context, status=422 if problem else 200)


def _errors(wanted: RegisterFilter, problem: NotDone | None) -> list[dict[str, Any]]:
    typed = [{"message": translated(wanted.refused), "href": "#on"}] if wanted.refused else []
    return typed or ([{"message": one, "href": ""} for one in said(problem)] if problem else [])
