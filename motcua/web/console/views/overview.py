"""How the installation stands: nothing is changed here, only looked at."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.kit.folding import clean_text, fold
from motcua.kit.instants import local_date
from motcua.reports.standing import staff_page, standing
from motcua.services.clock import business_now
from motcua.web.console.page import show


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Officers and roles by agency, versions of the dated data, seals and the outbox."""
    text = clean_text(request.GET.get("q", "")[:120])
    after = request.GET.get("after", "")[:20]
    page = staff_page(text=fold(text), after=after, on=local_date(business_now()))
    kept = {"q": text} if text else {}
    context = {
        "standing": standing(),
        "staff": page.agencies,
        "q": text,
        "next_href": f"?{urlencode({**kept, 'after': page.next})}" if page.next else "",
        "first_href": f"?{urlencode(kept)}" if after else "",
    }
    return show(request, "console/overview.html", context)
