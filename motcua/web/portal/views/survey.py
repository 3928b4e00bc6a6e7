"""The survey slip: whoever holds the ticket answers, without a name (TT 01/2018 Art. 12–13)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.surveys.models import Slip, Ticket
from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.services.surveys.answer_slip import SATISFACTION, answer_slip, check_can_answer
from motcua.services.surveys.find_ticket import look_up_ticket
from motcua.services.surveys.slip_facts import asked_of, is_before_receipt
from motcua.web.accounts.address import client_address
from motcua.web.layout.fields import errors_of
from motcua.web.layout.reader import told

_NO_TICKET = _("Không có phiếu nào mang mã này. Mã gồm 12 chữ cái và số, in ở cuối giấy tiếp nhận hồ sơ.")


class TicketForm(forms.Form):
    ticket = forms.CharField(
        label=_("Mã phiếu khảo sát"),
        help_text=_("Ví dụ 7K4M-2Q9X-HBTC, in ở cuối giấy tiếp nhận hồ sơ."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Hãy nhập mã phiếu khảo sát.")},
    )


def _choose(label: Any) -> dict[str, Any]:
    """Said above the form too, where the question is not in sight."""
    return {"required": format_lazy("{} {}", _("Hãy chọn một câu trả lời:"), label)}


def _question(label: Any, hint: Any, good: Any, fair: Any, bad: Any) -> forms.TypedChoiceField:
    """The circular's 2, 1 and 0 points in plain words."""
    return forms.TypedChoiceField(
        label=label,
        help_text=hint,
        coerce=int,
        choices=[("2", good), ("1", fair), ("0", bad)],
        widget=forms.RadioSelect,
        error_messages=_choose(label),
    )


_OUTSIDE = _("Ngoài phí, lệ phí có biên lai, bạn có phải chi khoản nào khác không?")


class SlipForm(forms.Form):
    i1 = _question(
        _("Bạn nhận được kết quả khi nào?"),
        _("So với ngày hẹn trên giấy tiếp nhận."),
        _("Sớm hơn hẹn"),
        _("Đúng hẹn"),
        _("Muộn hơn hẹn"),
    )
    i3 = _question(
        _("Bạn phải liên hệ với nơi nhận hồ sơ mấy lần để hoàn thiện hồ sơ?"),
        _("Tính cả gọi điện, nhắn tin và bổ sung trên mạng."),
        _("Không lần nào"),
        _("Một lần"),
        _("Hơn một lần"),
    )
    i4 = _question(
        _("Bạn phải liên hệ với mấy cơ quan để hoàn thiện hồ sơ?"),
        _("Không tính việc đến nhận kết quả."),
        _("Không cơ quan nào"),
        _("Một, là Bộ phận Một cửa (hoặc thêm nơi chủ trì kiểm tra thực địa)"),
        _("Hơn một cơ quan"),
    )
    i7 = _question(
        _("Cán bộ đã hướng dẫn và làm việc với bạn thế nào?"),
        _("Nếu bị gây phiền hà, bạn có thể gửi phản ánh riêng."),
        _("Tận tình, hồ sơ xong sớm"),
        _("Đúng mực, đúng hạn"),
        _("Gây phiền hà, hoặc làm không đúng quy định"),
    )
    has_paid_outside = forms.TypedChoiceField(
        label=_OUTSIDE,
        choices=[("no", _("Không")), ("yes", _("Có"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages=_choose(_OUTSIDE),
    )


_SATISFACTION = {
    "overall": _("Nhìn chung, bạn có hài lòng không?"),
    "ease": _("Nộp hồ sơ trên mạng có dễ không?"),
    "timeliness": _("Bạn có hài lòng về thời gian giải quyết không?"),
    "attitude": _("Bạn có hài lòng về thái độ phục vụ không?"),
}


class OnlineSlipForm(SlipForm):
    """Services of levels 3 and 4 are also asked how satisfied people are (TT 32/2017 Art. 7)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in _SATISFACTION.items():
            words = (_("Hài lòng"), _("Bình thường"), _("Không hài lòng"))
            self.fields[f"s_{name}"] = _question(label, "", *words)


def survey(request: HttpRequest) -> HttpResponse:
    """Asks for the ticket's code."""
    form = TicketForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ticket = _found(request, form)
        if ticket:
            return redirect("portal:survey-slip", ticket=form.cleaned_data["ticket"].strip())
    errors = errors_of(form) if form.is_bound else []
    return render(request, "portal/survey.html", {"form": form, "errors": errors})


def slip(request: HttpRequest, ticket: str) -> HttpResponse:
    asked = TicketForm({"ticket": ticket})
    found = _found(request, asked) if asked.is_valid() else None
    if found is None:
        context = {"form": asked, "errors": errors_of(asked)}
        return render(request, "portal/survey.html", context, status=404)
    try:
        check_can_answer(found, at=business_now())
    except NotDone as no:
        context = {"message": told(no.refused), "is_early": no.refused.code == "too_early"}
        return render(request, "portal/survey_early.html", context)
    form = _form_for(found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        _answer(found, form.cleaned_data)
        return render(request, "portal/survey_thanks.html", {"ticket": ticket})
    context = {
        "form": form,
        "errors": errors_of(form) if form.is_bound else [],
        "procedure": found.dossier.procedure,
        "agency": _spoken_of(found.dossier),
        "is_again": Slip.objects.filter(ticket=found).exists(),
    }
    return render(request, "portal/survey_slip.html", context)


def _form_for(ticket: Ticket, posted: Any) -> SlipForm:
    cls = OnlineSlipForm if ticket.dossier.procedure.declared_level >= 3 else SlipForm
    form = cls(posted)
    if is_before_receipt(ticket.dossier):  # no result was ever promised
        for name in ("i1", "s_timeliness"):
            form.fields.pop(name, None)
    return form


def _spoken_of(dossier: Dossier) -> Agency:
    return dossier.receiving_agency if is_before_receipt(dossier) else dossier.lead_agency


def _found(request: HttpRequest, form: TicketForm) -> Ticket | None:
    """The ticket, or None with the form's error set; wrong codes are counted."""
    code = form.cleaned_data["ticket"]
    try:
        ticket = look_up_ticket(code=code, address=client_address(request), at=timezone.now())
    except NotDone as no:
        form.add_error("ticket", told(no.refused))
        return None
    if ticket is None:
        form.add_error("ticket", _NO_TICKET)
    return ticket


def _answer(ticket: Ticket, given: dict[str, Any]) -> None:
    answer_slip(
        ticket=ticket,
        answers={index: given[f"i{index}"] for index in asked_of(ticket.dossier)},
        satisfaction={name: given[f"s_{name}"] for name in SATISFACTION if f"s_{name}" in given},
        has_paid_outside=given["has_paid_outside"],
        channel="online",
        at=business_now(),
    )
