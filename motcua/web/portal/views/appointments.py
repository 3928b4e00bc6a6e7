"""A time at the desk booked online, without an account: book, cancel, say that one has come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.records.agencies.models import Agency
from motcua.records.queueing.models import Appointment
from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.services.queueing.book_appointment import book_appointment, free_slots
from motcua.services.queueing.keep_appointment import arrive, cancel_appointment
from motcua.web.accounts.address import client_address
from motcua.web.accounts.refusals import show_refusal
from motcua.web.layout.fields import errors_of
from motcua.web.layout.refusals import said
from motcua.web.layout.templatetags.look import vn_day
from motcua.web.portal.views.queue import TakeForm

_SLOT = "%Y-%m-%dT%H:%M"
_CHOOSE_SLOT = _("Hãy chọn một giờ còn chỗ.")


class BookForm(TakeForm):
    slot = forms.ChoiceField(
        label=_("Bạn đến lúc nào?"),
        error_messages={"required": _CHOOSE_SLOT, "invalid_choice": _CHOOSE_SLOT},
    )
    phone = forms.CharField(
        label=_("Số điện thoại"),
        help_text=_("Mỗi số đặt được một giờ trong ngày. Hệ thống không giữ số, chỉ giữ dấu để nhận ra nó."),
        max_length=40,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("Hãy nhập số điện thoại của bạn.")},
    )
    field_order = ("field", "slot", "phone", "grounds")

    def __init__(self, agency: Agency, slots: list[datetime], *args: Any) -> None:
        super().__init__(agency, *args)
        self.fields["slot"].choices = _by_day(slots)

    def clean_slot(self) -> datetime:
        return datetime.strptime(self.cleaned_data["slot"], _SLOT)


def book(request: HttpRequest, code: str) -> HttpResponse:
    agency = Agency.objects.filter(code=code, has_desk=True).first()
    if agency is None:
        raise Http404(code)
    slots = list(free_slots(agency, business_now()))
    form = BookForm(agency, slots, request.POST if request.method == "POST" else None)
    booked = _booked(request, agency, form) if form.is_bound and form.is_valid() else None
    if booked:
        return redirect("portal:appointment", ticket=booked.token)
    context = {
        "agency": agency,
        "form": form,
        "has_slots": bool(slots),
        "errors": errors_of(form) if form.is_bound else [],
    }
    return render(request, "portal/appointments.html", context, status=422 if form.is_bound else 200)


def appointment(request: HttpRequest, ticket: str) -> HttpResponse:
    """Its own page: posting `act` arrive or cancel."""
    one = Appointment.objects.select_related("agency", "field", "ticket").filter(token=ticket).first()
    if one is None:
        raise Http404(ticket)
    try:
        if request.method == "POST":
            return _kept(request.POST.get("act", ""), one)
    except NotDone as no:
        return _page(request, one, no)
    return _page(request, one)


def _kept(act: str, one: Appointment) -> HttpResponse:
    if act == "arrive":
        return redirect("portal:queue-ticket", ticket=arrive(appointment=one, at=business_now()).token)
    if act == "cancel":
        cancel_appointment(appointment=one, at=business_now())
    return redirect("portal:appointment", ticket=one.token)


def _page(request: HttpRequest, one: Appointment, problem: NotDone | None = None) -> HttpResponse:
    errors = [{"message": sentence, "href": ""} for sentence in said(problem)] if problem else []
    context = {"appointment": one, "errors": errors}
    answer = render(request, "portal/appointment.html", context, status=409 if problem else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def _booked(request: HttpRequest, agency: Agency, form: BookForm) -> Appointment | None:
    try:
        return book_appointment(
            agency=agency,
            **form.cleaned_data,
            at=business_now(),
            address=client_address(request),
            now=timezone.now(),
        )
    except NotDone as no:
        show_refusal(form, no)
        return None


def _by_day(slots: list[datetime]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices grouped by day, as a select shows them."""
    days: dict[str, list[tuple[str, str]]] = {}
    for slot in slots:
        days.setdefault(vn_day(slot.date()), []).append((f"{slot:{_SLOT}}", f"{slot:%H:%M}"))
    return list(days.items())
