"""The pages that say no; urls.py names them as handlers."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def conflict(
    request: HttpRequest,
    *,
    message: str = "",
    changed_by: str = "",
    changed_at: datetime | None = None,
    back_href: str = "",
) -> HttpResponse:
    """Somebody else was first: who, when, and the way back to the dossier as it is now."""
    said = {"message": message, "changed_by": changed_by, "changed_at": changed_at, "back_href": back_href}
    return render(request, "409.html", said, status=409)


def server_error(request: HttpRequest) -> HttpResponse:
    # No context processors: what they read may be what is broken.
    return HttpResponse(loader.get_template("500.html").render(), status=500)
