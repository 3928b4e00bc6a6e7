"""The forms of signing in: allauth's flows, our words and our locks."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base.forms import BaseAuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.services.errors import NotDone
from motcua.services.people.second_factor import verify_code
from motcua.web.accounts.adapter import SECOND_FACTOR_KEY, refusal_error
from motcua.web.accounts.address import client_address

NEW_PASSWORD_HINT = _("Ít nhất 8 ký tự; một câu dài dễ nhớ tốt hơn một từ khó.")
_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric"}


def name_what_is_missing(form: forms.Form) -> None:
    """An empty box says which one it is: in the summary on top nobody sees the box."""
    for field in form.fields.values():
        label = str(field.label)
        field.error_messages["required"] = gettext("Hãy nhập %(what)s.") % {
            "what": label[:1].lower() + label[1:]
        }


def _reword(field: forms.Field, label: Any, hint: Any = "") -> None:
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)


class LoginForm(AllauthLoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(
            self.fields["login"],
            _("Số điện thoại hoặc tên đăng nhập"),
            _("Như đã chọn khi đăng ký; cán bộ dùng tên đăng nhập được cấp."),
        )
        _reword(self.fields["password"], _("Mật khẩu"))
        name_what_is_missing(self)


class ReauthenticateForm(AllauthReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self.fields["password"], _("Mật khẩu"))
        name_what_is_missing(self)


class ChangePasswordForm(AllauthChangePasswordForm):
    """One box for the new password: people see what they type (4.1, password input)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _reword(self.fields["oldpassword"], _("Mật khẩu hiện tại"))
        _reword(self.fields["password1"], _("Mật khẩu mới"), NEW_PASSWORD_HINT)
        name_what_is_missing(self)

    def clean_oldpassword(self) -> str:
        """Guessing here locks the account as guessing at the sign-in page does."""
        password = str(self.cleaned_data["oldpassword"])
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class CodeForm(BaseAuthenticateForm):
    """A code from the app, or one of the recovery codes."""

    is_again = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self.fields["code"], _("Mã xác thực"), _("6 chữ số trong ứng dụng, hoặc một mã dự phòng."))
        self.fields["code"].widget.attrs.update(_CODE)
        name_what_is_missing(self)

    def clean_code(self) -> str:
        try:
            self.authenticator = verify_code(
                account=self.user,
                code=self.cleaned_data["code"],
                address=client_address(context.request),
                at=timezone.now(),
            )
        except NotDone as no:
            raise refusal_error(no.refused) from None
        return str(self.cleaned_data["code"])

    def save(self) -> None:
        """Notes it in the session. Not allauth's own: that would overwrite which code was used up."""
        extra = {"id": self.authenticator.pk, "type": self.authenticator.type}
        if self.is_again:
            extra["reauthenticated"] = True
        record_authentication(context.request, self.user, "mfa", **extra)
        context.request.session[SECOND_FACTOR_KEY] = True


class AuthenticateForm(CodeForm):
    pass


class MFAReauthenticateForm(CodeForm):
    is_again = True


class ActivateTOTPForm(AllauthActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self.fields["code"], _("Mã trong ứng dụng"), _("6 chữ số đang hiện, đổi sau mỗi 30 giây."))
        self.fields["code"].widget.attrs.update(_CODE)
        name_what_is_missing(self)
