"""Where one is signed in: seen, and ended from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from motcua.records.people.models import Account, Session
from motcua.services.people.end_sessions import end_session_of, end_sessions_of
from motcua.web.accounts.browsers import browser_name
from motcua.web.accounts.session_cache import session_cache


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A line of the page. `handle` is the key's hash: it opens nothing."""

    handle: str
    browser: str
    created_at: datetime
    seen_at: datetime
    is_this: bool


def sessions(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/sessions.html", {"sessions": _own_sessions(request)})


def end_own_session(request: HttpRequest) -> HttpResponse:
    """Ends the session whose handle was posted, or all but this one."""
    handle = request.POST.get("session", "")
    if handle == "others":
        end_sessions_of(account=request.user, but=request.session.key_hash)
    else:
        end_session_of(account=request.user, key_hash=handle)
    session_cache.forget_all()
    messages.success(request, gettext("Đã đăng xuất nơi đó."))
    return redirect("accounts:sessions")


def _own_sessions(request: HttpRequest) -> list[OwnSession]:
    account: Account = request.user
    rows = Session.objects.filter(account=account, expires_at__gt=timezone.now()).order_by("-seen_at")
    here = request.session.key_hash
    return [
        OwnSession(row.pk, browser_name(row.browser), row.created_at, row.seen_at, row.pk == here)
        for row in rows
    ]
