"""Whose request it is, and whether that person may ask for this page at all (config/authorisation.toml)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions import middleware as django_sessions
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from motcua.kit.instants import local_date
from motcua.records.people.models import Account
from motcua.services.clock import business_now
from motcua.services.people.find_session import FoundSession
from motcua.services.people.find_token import find_token
from motcua.web.accounts.actor import actor_of
from motcua.web.accounts.gate import answer_at_gate, check_was_asked
from motcua.web.accounts.session_cache import session_cache
from motcua.web.accounts.sessions import SessionStore
from motcua.web.layout.problems import is_for_machines

GetResponse = Callable[[HttpRequest], HttpResponse]
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_BEARER = "Bearer "


class SessionMiddleware(django_sessions.SessionMiddleware):
    """Django's, with our store: read from the cache for GET, from the database for everything else."""

    def process_request(self, request: HttpRequest) -> None:
        key = None if is_for_machines(request) else request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        request.session = SessionStore(key, may_be_cached=request.method in _READING)
        request.session.browser = request.META.get("HTTP_USER_AGENT", "")

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        session = request.session
        if is_for_machines(request):
            return response
        if request.method not in _READING and session.found and not session.modified:
            session.renew_mark()
            _set_cookie(response, session)
        session.touch()
        return super().process_response(request, response)


def _set_cookie(response: HttpResponse, session: SessionStore) -> None:
    response.set_cookie(
        settings.SESSION_COOKIE_NAME,
        session.session_key or "",
        max_age=settings.SESSION_COOKIE_AGE,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=settings.SESSION_COOKIE_HTTPONLY,
        samesite=settings.SESSION_COOKIE_SAMESITE,
    )


class ActorMiddleware:
    """Sets `request.actor` (rights; None for a stranger) and `request.user` (the account, for verbs)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor, request.user, request.has_bad_token = None, AnonymousUser(), False
        identify = _identify_machine if is_for_machines(request) else _identify_person
        identify(request)
        version = getattr(request.user, "version", None)
        response = self.get_response(request)
        if getattr(request.user, "version", None) != version:
            # The account's journal grew: the next request must not begin from the old head.
            session_cache.forget(request.session.key_hash)
        if request.actor and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


def _identify_machine(request: HttpRequest) -> None:
    header = request.META.get("HTTP_AUTHORIZATION", "")
    if not header:
        return
    bearer = None
    if header.startswith(_BEARER):
        token = header.removeprefix(_BEARER).strip()
        bearer = find_token(token=token, today=local_date(business_now()), now=timezone.now())
    if bearer is None:
        request.has_bad_token = True
        return
    request.user, request.actor = bearer.account(), actor_of(bearer)


def _identify_person(request: HttpRequest) -> None:
    found: FoundSession | None = request.session.found
    if found is None or found.bearer is None:
        return
    account = found.bearer.account()
    if _knows_password(found, account):
        request.user, request.actor = account, actor_of(found.bearer)


def _knows_password(found: FoundSession, account: Account) -> bool:
    """Whether the password is still the one this session was opened with."""
    kept = found.content.get(HASH_SESSION_KEY, "")
    return constant_time_compare(kept, account.get_session_auth_hash())


class PermissionMiddleware:
    """Denies every route the authorisation file does not list, and asks for its permission on the others."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return check_was_asked(request, self.get_response(request))

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        return answer_at_gate(request)
