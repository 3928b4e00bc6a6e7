"""One rule for passwords beside Django's: not one's own name. None on composition or renewal (ASVS 6.2)."""

from __future__ import annotations

from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from motcua.records.people.models import Account


class NotOnesOwnName(UserAttributeSimilarityValidator):
    """A password must not be the login or the name, with or without diacritics."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("login", "name", "folded_name"))

    def validate(self, password: str, user: Account | None = None) -> None:
        try:
            super().validate(password, user)
        except ValidationError:
            raise ValidationError(
                gettext("Mật khẩu quá giống tên của bạn. Hãy chọn một câu mà người khác khó đoán."),
                code="password_too_similar",
            ) from None

    def get_help_text(self) -> str:
        return gettext("Mật khẩu không được giống tên của bạn.")
