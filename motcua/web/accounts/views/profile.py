"""What the account says of its owner: seen and corrected by them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.kit.instants import local_date
from motcua.kit.refusal import Refused
from motcua.records.people.models import Account
from motcua.rules.identifiers import check_birth_date
from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.services.people.change_profile import change_profile
from motcua.services.people.profile import own_profile
from motcua.web.accounts.adapter import refusal_error
from motcua.web.accounts.forms import name_what_is_missing
from motcua.web.accounts.refusals import show_refusal
from motcua.web.layout.fields import errors_of


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Họ và tên"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    born_on = forms.CharField(
        label=_("Ngày sinh"), required=False, max_length=10, widget=forms.DateInput({"autocomplete": "bday"})
    )
    phone = forms.CharField(
        label=_("Số điện thoại"),
        max_length=30,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.CharField(
        label=_("Thư điện tử"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "email", "inputmode": "email"}),
    )
    address = forms.CharField(
        label=_("Nơi ở"),
        help_text=_("Thôn hoặc số nhà, xã, huyện."),
        required=False,
        max_length=300,
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_what_is_missing(self)

    def clean_born_on(self) -> date | None:
        typed = self.cleaned_data["born_on"]
        born_on = check_birth_date(typed, today=local_date(business_now())) if typed else None
        if isinstance(born_on, Refused):
            raise refusal_error(born_on)
        return born_on


def profile(request: HttpRequest) -> HttpResponse:
    known = own_profile(request.user)
    form = ProfileForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid() and _change(request.user, form):
        messages.success(request, gettext("Đã lưu thông tin của bạn."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form, "errors": errors_of(form), "known": known})


def _change(account: Account, form: ProfileForm) -> bool:
    given: dict[str, Any] = form.cleaned_data
    try:
        change_profile(account=account, **given, by=account, at=business_now())
    except NotDone as no:
        show_refusal(form, no)
        return False
    return True
