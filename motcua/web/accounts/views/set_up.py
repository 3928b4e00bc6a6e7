"""An officer opens the one-time link and chooses a password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.services.people.make_set_up_link import find_set_up_link
from motcua.services.people.set_password import set_password_with_link
from motcua.web.accounts.forms import NEW_PASSWORD_HINT, name_what_is_missing
from motcua.web.accounts.refusals import show_refusal
from motcua.web.layout.fields import errors_of


class SetUpForm(forms.Form):
    password = forms.CharField(
        label=_("Mật khẩu mới"),
        help_text=NEW_PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_what_is_missing(self)


def set_up(request: HttpRequest, token: str) -> HttpResponse:
    account = find_set_up_link(token=token, now=timezone.now())
    if account is None:
        return render(request, "accounts/link_spent.html", status=404)
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _set_password(token, form):
        messages.success(request, gettext("Đã đặt mật khẩu. Hãy đăng nhập."))
        return redirect("account_login")
    return render(
        request, "accounts/set_up.html", {"form": form, "errors": errors_of(form), "account": account}
    )


def _set_password(token: str, form: SetUpForm) -> bool:
    try:
        set_password_with_link(
            token=token, password=form.cleaned_data["password"], at=business_now(), now=timezone.now()
        )
    except NotDone as no:
        show_refusal(form, no)
        return False
    return True
