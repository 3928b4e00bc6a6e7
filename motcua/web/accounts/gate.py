"""The gate before every view: an unlisted route is nobody's, and a listed one asks its permission first."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from motcua.rules.permissions import is_allowed
from motcua.web.accounts.adapter import SECOND_FACTOR_KEY
from motcua.web.accounts.permit import asked_permissions
from motcua.web.accounts.policy import PUBLIC, SIGNED_IN, Route, policy
from motcua.web.accounts.views.kept import session_ended
from motcua.web.layout.problems import is_for_machines, problem
from motcua.web.layout.views import not_allowed

_ALWAYS = ("HEAD", "OPTIONS")
_NUL = "\x00"
_NOES = frozenset({401, 403, 404, 405, 500})


def answer_at_gate(request: HttpRequest) -> HttpResponse | None:
    """The answer that spares the view, or None to go on."""
    if _NUL in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
        return _unreadable_address(request)  # PostgreSQL keeps no such text, so no query may hold it
    route = policy().routes.get(request.resolver_match.view_name)
    if route is None:
        raise Http404(f"{request.resolver_match.view_name} is not in the authorisation file")
    always = () if is_for_machines(request) else _ALWAYS
    if request.method not in (*route.methods, *always):
        return not_allowed(request, route.methods)
    answer = _answer_machine(request, route) if is_for_machines(request) else _answer_person(request, route)
    if answer is None and request.method == "POST" and not is_for_machines(request):
        _strike_out_nul(request)  # a form that cannot be read ends here, before its view could ask anything
    request.has_passed_gate = answer is None
    return answer


def check_was_asked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A view whose route is on an object must have asked with that object before it answered anything.

    One that forgot is a bug: its answer is thrown away, and the page is a 500.
    """
    if not getattr(request, "has_passed_gate", False) or response.status_code in _NOES:
        return response
    route = policy().routes[request.resolver_match.view_name]
    asked = asked_permissions(request)
    if route.on and not (asked if route.permission in (PUBLIC, SIGNED_IN) else route.permission in asked):
        raise RuntimeError(f"{route.name} answered without asking {route.permission} on the {route.on}")
    return response


def _answer_machine(request: HttpRequest, route: Route) -> HttpResponse | None:
    if request.has_bad_token:
        return problem(401, gettext("Mã truy cập không đúng hoặc đã hết hạn."))
    if _passes(request, route):
        return None
    if request.actor is None:
        return problem(401, gettext("Hãy gửi mã truy cập trong tiêu đề Authorization: Bearer."))
    return problem(403, gettext("Mã truy cập này không có quyền đó."))


def _answer_person(request: HttpRequest, route: Route) -> HttpResponse | None:
    if _is_open_to_all(route):
        return None
    if request.actor is None:
        return _to_sign_in(request)
    if _lacks_second_factor(request) and not route.is_before_second_factor:
        return redirect("mfa_activate_totp")
    if not _passes(request, route):
        raise PermissionDenied(route.permission)
    return None


def _is_open_to_all(route: Route) -> bool:
    named = policy().permissions.get(route.permission)
    return route.permission == PUBLIC or (named is not None and named.is_public)


def _passes(request: HttpRequest, route: Route) -> bool:
    if _is_open_to_all(route):
        return True
    if route.permission == SIGNED_IN:
        return request.actor is not None
    return is_allowed(policy().permissions[route.permission], request.actor)


def _lacks_second_factor(request: HttpRequest) -> bool:
    return not request.actor.is_citizen and not request.session.get(SECOND_FACTOR_KEY)


def _strike_out_nul(request: HttpRequest) -> None:
    """Nobody types NUL and PostgreSQL keeps none: what is left of the form is what they meant."""
    if not any(_NUL in one for _, values in request.POST.lists() for one in values):
        return
    posted = request.POST.copy()
    for name, values in request.POST.lists():
        posted.setlist(name, [one.replace(_NUL, "") for one in values])
    request.POST = posted


def _unreadable_address(request: HttpRequest) -> HttpResponse:
    if is_for_machines(request):
        return problem(400, gettext("Địa chỉ có ký tự không đọc được."))
    raise BadRequest("NUL in the address")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return session_ended(request)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
