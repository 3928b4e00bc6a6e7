"""Where one arrives after signing in: citizens at the portal, officers at their work."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

ADMINISTRATOR = "administrator"


def home(request: HttpRequest) -> HttpResponse:
    if request.actor.is_citizen:
        return redirect("/")
    is_only_administrator = request.actor.roles == {ADMINISTRATOR}
    return redirect("/console/" if is_only_administrator else "/desk/")
