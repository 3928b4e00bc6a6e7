"""The register on screen."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.kit.folding import clean_text
from motcua.reports.register import register_page, visible_agencies
from motcua.services.clock import business_now
from motcua.services.journal.record_reading import record_reading
from motcua.web.accounts.permit import require
from motcua.web.desk.page import show
from motcua.web.layout.statuses import DOSSIER

_ABOVE = frozenset({"desk_head", "unit_head", "leader"})


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The dossiers of my desks (and those below, for who leads), searched and filtered in the address."""
    require(request, "register.read")
    roles = request.actor.roles
    visible = visible_agencies(
        [holding.agency for holding in request.actor.holdings],
        with_below=bool(roles & _ABOVE),
        everywhere="controller" in roles,
    )
    text, status = clean_text(request.GET.get("q", "")[:120]), request.GET.get("status", "")
    page = register_page(visible, text=text, status=status, after=request.GET.get("after", ""))
    record_reading(
        by=request.user, dossiers=[one.pk for one in page.dossiers], page="desk:register", at=business_now()
    )
    kept = {name: value for name, value in (("q", text), ("status", status)) if value}
    context = {
        "dossiers": page.dossiers,
        "q": text,
        "status": status,
        "statuses": DOSSIER.items(),
        "next_href": f"?{urlencode({**kept, 'after': page.next})}" if page.next else "",
        "first_href": f"?{urlencode(kept)}" if request.GET.get("after") else "",
    }
    return show(request, "desk/register.html", context)
