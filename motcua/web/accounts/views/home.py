"""Where one arrives after signing in: citizens at the portal, officers at a page they may open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from motcua.web.accounts.permit import may

# The first that is open to the officer. One with no role yet is shown what everybody sees.
_WORK = (("queue.read", "/desk/"), ("console.read", "/console/"), ("register.read", "/desk/register/"))


def home(request: HttpRequest) -> HttpResponse:
    if request.actor.is_citizen:
        return redirect("/")
    return redirect(next((place for permission, place in _WORK if may(request, permission)), "/"))
