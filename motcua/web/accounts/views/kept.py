"""Pages that say no to a form and keep what was typed: a stale token, a session that has ended.

Phones send old pages again when they are opened anew, so most refused forms are honest ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_SECRET = re.compile(r"pass|secret|token|code|otp", re.IGNORECASE)
_MOST_FIELDS = 500


@dataclass(frozen=True, slots=True)
class TypedField:
    name: str
    value: str


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django calls it for a form without a good token."""
    return _answer(request, "accounts/stale_form.html")


def session_ended(request: HttpRequest) -> HttpResponse:
    """A form sent by somebody who is signed in no longer."""
    return _answer(request, "accounts/session_ended.html")


def _answer(request: HttpRequest, template: str) -> HttpResponse:
    is_ours = comes_from_us(request)
    context = {
        "action": request.get_full_path(),
        "typed": typed_fields(request) if is_ours else [],
        "has_files": is_ours and bool(request.FILES),
        "is_ours": is_ours,
    }
    return render(request, template, context, status=403)


def comes_from_us(request: HttpRequest) -> bool:
    """Whether one of our own pages sent this. What another site put together is never offered again."""
    origin = request.META.get("HTTP_ORIGIN") or request.META.get("HTTP_REFERER", "")
    parts = urlsplit(origin)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def typed_fields(request: HttpRequest) -> list[TypedField]:
    """What was typed, passwords and codes left out."""
    fields = [
        TypedField(name, value)
        for name, values in request.POST.lists()
        if not _SECRET.search(name)
        for value in values
    ]
    return fields[:_MOST_FIELDS]
