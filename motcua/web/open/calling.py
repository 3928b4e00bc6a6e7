"""The screen in the hall: which number goes to which counter, with a sound (NĐ 61/2018 Art. 13.2b)."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from motcua.records.agencies.models import Agency
from motcua.records.queueing.models import QueueTicket
from motcua.reports.hall import last_called
from motcua.services.clock import business_now


@require_safe
def calling(request: HttpRequest, code: str) -> HttpResponse:
    """Asked every two seconds by every screen, so it is a 304 in two statements until somebody is called."""
    agency = Agency.objects.filter(code=code, has_desk=True).first()
    if agency is None:
        raise Http404(code)
    called = last_called(agency, business_now())
    tag = _tag(agency, called)
    answer = get_conditional_response(request, etag=tag)
    if answer is None:
        context = {"agency": agency, "now": called[0] if called else None, "before": called[1:], "tag": tag}
        answer = render(request, "open/calling.html", context)
    answer["ETag"] = tag
    answer["Cache-Control"] = "no-cache"
    return answer


def _tag(agency: Agency, called: Sequence[QueueTicket]) -> str:
    """Of what the screen says and nothing else: the page's own nonce changes with every answer."""
    said = [agency.name, get_language() or "", *(f"{one.pk} {one.call_count} {one.status}" for one in called)]
    return quote_etag(sha256("|".join(said).encode()).hexdigest()[:32])
