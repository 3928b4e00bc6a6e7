"""The hall as the desk sees it: open a counter, call who is next, and who waits how long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from motcua.kit.folding import clean_text
from motcua.records.agencies.models import Agency
from motcua.records.queueing.models import Counter, QueueTicket
from motcua.rules.appointment_slots import SLOT_MINUTES
from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.services.queueing.call_next import call_next
from motcua.services.queueing.open_counter import close_counter, open_counter
from motcua.services.queueing.serve_ticket import finish_ticket, no_show, recall, start_serving
from motcua.services.queueing.set_counter import set_counter
from motcua.services.queueing.set_slots import set_slots
from motcua.web.accounts.permit import require
from motcua.web.desk.hall import desk_halls, own_counter
from motcua.web.desk.page import desk_agencies, show
from motcua.web.layout.refusals import is_conflict, said

Act = Callable[..., Counter | QueueTicket]


@require_safe
def counters(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
def configure(request: HttpRequest, code: str) -> HttpResponse:
    desk = _desk(request, code)
    given = {
        "number": request.POST.get("number", "").strip(),
        "name": clean_text(request.POST.get("name", "")),
        "field_codes": request.POST.getlist("field"),
    }
    return _done(request, lambda: set_counter(agency=desk, **given, by=request.user, at=business_now()))


@require_POST
def slots(request: HttpRequest, code: str) -> HttpResponse:
    desk = _desk(request, code)
    given = {name: request.POST.get(name, "").strip() for name in ("minutes", "capacity")}
    return _done(request, lambda: set_slots(agency=desk, **given, by=request.user, at=business_now()))


def _desk(request: HttpRequest, code: str) -> Agency:
    desk = Agency.objects.filter(code=code).first()
    if desk is None:
        raise Http404(code)
    require(request, "counters.configure", desk)
    return desk


def _opening(act: Act) -> Callable[..., HttpResponse]:
    @require_POST
    def view(request: HttpRequest, counter: int) -> HttpResponse:
        one = _counter(request, counter)
        return _done(request, lambda: act(counter=one, by=request.user, at=business_now()))

    return view


def _serving(act: Act) -> Callable[..., HttpResponse]:
    @require_POST
    def view(request: HttpRequest, counter: int) -> HttpResponse:
        one, ticket = _counter(request, counter), _number(request.POST.get("ticket", ""))
        return _done(request, lambda: act(counter=one, ticket=ticket, by=request.user, at=business_now()))

    return view


@require_POST
def call(request: HttpRequest, counter: int) -> HttpResponse:
    one, seen = _counter(request, counter), _number(request.POST.get("ticket", ""))
    return _done(request, lambda: call_next(counter=one, by=request.user, at=business_now(), seen=seen))


ACTS: dict[str, Callable[..., HttpResponse]] = {
    "open": _opening(open_counter),
    "close": _opening(close_counter),
    "call": call,
    "recall": _serving(recall),
    "start": _serving(start_serving),
    "finish": _serving(finish_ticket),
    "no-show": _serving(no_show),
}


def _counter(request: HttpRequest, number: int) -> Counter:
    found = Counter.objects.select_related("agency").filter(pk=number).first()
    if found is None:
        raise Http404(number)
    require(request, "counters.call", found)
    return found


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 18 else 0


def _done(request: HttpRequest, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except NotDone as no:
        return _page(request, no)
    return redirect("desk:intake" if request.POST.get("then") == "intake" else "desk:counters")


def _page(request: HttpRequest, problem: NotDone | None = None) -> HttpResponse:
    halls = desk_halls(request, desk_agencies(request), business_now())
    context: dict[str, Any] = {
        "halls": halls,
        "lengths": SLOT_MINUTES,
        "mine": own_counter(halls),
        "errors": [{"message": sentence, "href": ""} for sentence in said(problem)] if problem else [],
        "typed": request.POST if problem else {},
    }
    status = 200 if problem is None else 409 if is_conflict(problem.refused) else 422
    return show(request, "desk/counters.html", context, status=status)
