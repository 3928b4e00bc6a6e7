"""The two forms of the calendar page: days that differ, and weekly hours; each makes one change."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.kit.folding import clean_text
from motcua.kit.refusal import Refused
from motcua.rules.calendar_change import USUAL, Change, DaysChange, HoursChange
from motcua.rules.calendar_rows import CLOSURE, MAKE_UP, WEEKDAY_WORDS, WEEKDAYS
from motcua.rules.identifiers import check_date
from motcua.web.layout.reader import told

PROVINCE_KINDS = [
    ("nghi_le", _("Nghỉ lễ")),
    ("nghi_hoan_doi", _("Nghỉ hoán đổi, nghỉ thiên tai")),
    (MAKE_UP, _("Làm bù")),
    (USUAL, _("Bỏ: trở lại như ngày thường")),
]
AGENCY_KINDS = [(CLOSURE, _("Đóng cửa")), (USUAL, _("Bỏ: trở lại như lịch chung"))]


class ChangeForm(forms.Form):
    """What both forms carry: for whom, and why."""

    agency = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Căn cứ"),
        help_text=_("Số công văn, công điện hoặc quyết định; lưu cùng bản lịch."),
        required=False,
        max_length=300,
    )

    def change(self) -> Change:
        raise NotImplementedError


class DaysForm(ChangeForm):
    first = forms.CharField(label=_("Từ ngày"), help_text=_("Ví dụ 16/09/2020"), max_length=20)
    last = forms.CharField(
        label=_("Đến hết ngày"), help_text=_("Để trống nếu chỉ một ngày"), required=False, max_length=20
    )
    kind = forms.ChoiceField(label=_("Những ngày này là"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Tên ngày"),
        help_text=_("Người dân đọc tên này ở dải ngày hẹn, ví dụ “Nghỉ tránh bão số 5”."),
        required=False,
        max_length=120,
    )

    field_order = ("first", "last", "kind", "name", "reason", "agency")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["kind"].choices = AGENCY_KINDS if self["agency"].value() else PROVINCE_KINDS

    def clean_first(self) -> date:
        return _date(self.cleaned_data["first"])

    def clean_last(self) -> date | None:
        typed = self.cleaned_data["last"].strip()
        return _date(typed) if typed else None

    def change(self) -> DaysChange:
        data = self.cleaned_data
        last = data["last"] or data["first"]
        return DaysChange(data["first"], last, data["kind"], clean_text(data["name"]), data["agency"])


class HoursForm(ChangeForm):
    """A box for each weekday: `07:00-11:30 13:30-17:00`."""

    field_order = (*WEEKDAYS, "reason", "agency")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for day, word in zip(WEEKDAYS, WEEKDAY_WORDS, strict=True):
            self.fields[day] = forms.CharField(label=_(word).capitalize(), required=False, max_length=60)
        self.order_fields(self.field_order)

    def change(self) -> HoursChange:
        week = {day: self.cleaned_data[day] for day in WEEKDAYS}
        return HoursChange({day: hours for day, hours in week.items() if hours}, self.cleaned_data["agency"])


def _date(typed: str) -> date:
    day = check_date(typed)
    if isinstance(day, Refused):
        raise forms.ValidationError(told(day))
    return day
