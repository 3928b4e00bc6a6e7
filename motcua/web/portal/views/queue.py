"""A number for the desk's hall, taken at the machine there or on a phone (NĐ 61/2018 Art. 13.2b)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.records.agencies.models import Agency
from motcua.records.queueing.models import QueueTicket
from motcua.reports.hall import place_of
from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.services.queueing.leave_queue import leave_queue
from motcua.services.queueing.take_ticket import fields_at, take_ticket
from motcua.web.accounts.address import client_address
from motcua.web.accounts.permit import may
from motcua.web.accounts.refusals import show_refusal
from motcua.web.layout.fields import errors_of
from motcua.web.layout.reader import named
from motcua.web.layout.refusals import said

_GROUNDS = [
    ("elderly", _("Người cao tuổi")),
    ("disabled", _("Người khuyết tật")),
    ("pregnant", _("Phụ nữ mang thai")),
    ("war_invalid", _("Thương binh")),
]


class TakeForm(forms.Form):
    field = forms.ChoiceField(
        label=_("Bạn cần làm việc gì?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn lĩnh vực bạn cần làm thủ tục."),
            "invalid_choice": _("Hãy chọn lĩnh vực bạn cần làm thủ tục."),
        },
    )
    grounds = forms.MultipleChoiceField(
        label=_("Bạn có thuộc diện ưu tiên không?"),
        help_text=_("Chỉ để gọi bạn sớm hơn; hệ thống không giữ lý do."),
        choices=_GROUNDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Hãy chọn trong các diện ghi trên trang.")},
    )

    def __init__(self, agency: Agency, *args: Any) -> None:
        super().__init__(*args)
        self.fields["field"].choices = [(field.code, named(field)) for field in fields_at(agency)]


def take(request: HttpRequest, code: str) -> HttpResponse:
    agency = Agency.objects.filter(code=code, has_desk=True).first()
    if agency is None:
        raise Http404(code)
    form = TakeForm(agency, request.POST if request.method == "POST" else None)
    taken = _taken(request, agency, form) if form.is_bound and form.is_valid() else None
    if taken:
        return redirect("portal:queue-ticket", ticket=taken.token)
    context = {"agency": agency, "form": form, "errors": errors_of(form) if form.is_bound else []}
    return render(request, "portal/queue.html", context, status=422 if form.is_bound else 200)


def ticket(request: HttpRequest, ticket: str) -> HttpResponse:
    """The number's own page: posting gives the place up."""
    one = QueueTicket.objects.select_related("agency", "field", "counter").filter(token=ticket).first()
    if one is None:
        raise Http404(ticket)
    problem = _left(one) if request.method == "POST" else None
    if request.method == "POST" and problem is None:
        return redirect("portal:queue-ticket", ticket=ticket)
    context = {
        "ticket": one,
        "place": place_of(one, business_now()) if one.status == QueueTicket.WAITING else None,
        "errors": [{"message": sentence, "href": ""} for sentence in said(problem)] if problem else [],
    }
    answer = render(request, "portal/queue_ticket.html", context, status=409 if problem else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def _taken(request: HttpRequest, agency: Agency, form: TakeForm) -> QueueTicket | None:
    """The desk's own machine is signed in as one of its officers, and is not limited."""
    address = "" if may(request, "counters.call", agency) else client_address(request)
    try:
        return take_ticket(
            agency=agency,
            field=form.cleaned_data["field"],
            grounds=form.cleaned_data["grounds"],
            at=business_now(),
            address=address,
            now=timezone.now(),
        )
    except NotDone as no:
        show_refusal(form, no)
        return None


def _left(ticket: QueueTicket) -> NotDone | None:
    try:
        leave_queue(ticket=ticket, at=business_now())
    except NotDone as no:
        return no
    return None
