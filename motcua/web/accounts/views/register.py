"""A citizen makes an account and is signed in with it."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from motcua.records.people.models import Account
from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.services.people.register_citizen import register_citizen
from motcua.services.people.throttle import REGISTRATION, is_locked, record_failure
from motcua.services.people.verify_password import LOCKED
from motcua.web.accounts.address import client_address
from motcua.web.accounts.forms import NEW_PASSWORD_HINT, name_what_is_missing
from motcua.web.accounts.refusals import show_refusal
from motcua.web.layout.fields import errors_of


class RegisterForm(forms.Form):
    name = forms.CharField(
        label=_("Họ và tên"),
        help_text=_("Như trên giấy tờ."),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    identity_number = forms.CharField(
        label=_("Số căn cước công dân hoặc chứng minh nhân dân"),
        help_text=_("12 hoặc 9 chữ số. Được mã hoá, chỉ dùng cho hồ sơ của bạn."),
        max_length=30,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    phone = forms.CharField(
        label=_("Số điện thoại"),
        help_text=_("Để báo tin về hồ sơ, ví dụ 0912 345 678."),
        max_length=30,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    login = forms.CharField(
        label=_("Tên đăng nhập"),
        help_text=_("Bỏ trống nếu muốn đăng nhập bằng số điện thoại ở trên."),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        help_text=NEW_PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_what_is_missing(self)


def register(request: HttpRequest) -> HttpResponse:
    if request.actor:
        return redirect("accounts:home")
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = _make_account(request, form)
        if account:
            return perform_login(request, Login(user=account))
    return render(request, "accounts/register.html", {"form": form, "errors": errors_of(form)})


def _make_account(request: HttpRequest, form: RegisterForm) -> Account | None:
    """The account, or None with the form's errors set. Failed guesses at numbers and logins are counted."""
    given: dict[str, Any] = form.cleaned_data
    at_address = {
        "kind": REGISTRATION,
        "account": "",
        "address": client_address(request),
        "at": timezone.now(),
    }
    if is_locked(**at_address):
        show_refusal(form, NotDone(LOCKED))
        return None
    try:
        return register_citizen(**given | {"login": given["login"] or given["phone"]}, at=business_now())
    except NotDone as no:
        record_failure(**at_address)
        show_refusal(form, no)
        return None
