"""Where allauth meets the house: its hooks call our verbs, its words are ours."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.kit.refusal import Refused
from motcua.records.people.models import Account
from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.services.people.record_sign_in import record_sign_in, record_sign_out
from motcua.services.people.second_factor import open_secret, seal_secret
from motcua.services.people.set_password import set_password
from motcua.services.people.verify_password import WRONG, verify_password
from motcua.web.accounts.address import client_address

SECOND_FACTOR_KEY = "second_factor"  # in the session: this sign-in proved it
_FRESH = timedelta(minutes=5)


def refusal_error(refused: Refused) -> ValidationError:
    """A verb's no as a form's error, in the reader's language."""
    words = gettext(refused.message)
    return ValidationError(words % refused.params if refused.params else words, code=refused.code)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "enter_current_password": _("Mật khẩu hiện tại không đúng."),
        "incorrect_password": _("Mật khẩu không đúng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # citizens register at accounts:register, officers are made by administrators

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """The account, or the verb's own words: one answer for a wrong password and an unknown login."""
        try:
            return verify_password(
                login=credentials.get("username", ""),
                password=credentials.get("password", ""),
                address=client_address(request),
                at=timezone.now(),
            )
        except NotDone as no:
            raise refusal_error(no.refused) from None

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        try:
            return self.authenticate(self.request, username=user.login, password=password) == user
        except ValidationError as refused:
            if refused.code == WRONG.code:
                return False
            raise

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        record_sign_in(
            account=user, has_second_factor=SECOND_FACTOR_KEY in request.session, at=business_now()
        )

    def logout(self, request: HttpRequest) -> None:
        record_sign_out(account=request.user, at=business_now())
        super().logout(request)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        set_password(
            account=user, password=password, at=business_now(), but_session=self.request.session.key_hash
        )

    def is_reauthentication_required(self, *, app: str, **others: Any) -> bool:
        """Whoever has just signed in is not asked for the password again to set up a second factor."""
        found = self.request.session.found
        return found is None or timezone.now() - found.created_at > _FRESH

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing goes out past the outbox."""


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Cán bộ luôn phải dùng xác thực hai bước. Mất điện thoại thì nhờ người quản trị đặt lại."
        ),
        "cannot_generate_recovery_codes": _("Hãy bật xác thực hai bước trước khi tạo mã dự phòng."),
        "incorrect_code": _("Mã không đúng. Hãy nhập mã 6 chữ số đang hiện trong ứng dụng."),
    }

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return str(user.name)

    def build_totp_svg(self, url: str) -> str:
        """Black on white with its quiet zone: a transparent one can't be scanned off a dark page."""
        picture = str(
            segno.make(url, error="m").svg_inline(dark="#000", light="#fff", border=4, omitsize=True)
        )
        return picture.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)

    def encrypt(self, text: str) -> str:
        return seal_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_secret(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not authenticator.user.is_officer
