"""The applicant's page: who asks, and where they are reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.kit.refusal import Refused
from motcua.rules.applicant import FIELDS, ORGANISATION, PERSON
from motcua.web.layout.fields import Choice, FieldView
from motcua.web.layout.reader import told


def read_applicant(posted: QueryDict) -> dict[str, str]:
    """What was typed, as typed."""
    return {name: posted.get(f"applicant.{name}", "")[:2000] for name in FIELDS}


def applicant_views(given: Mapping[str, Any], errors: Mapping[str, Refused]) -> list[FieldView]:
    """The boxes; `errors` by field name (`phone`)."""

    def view(name: str, label: str, **more: Any) -> FieldView:
        why = told(errors[name]) if name in errors else ""
        return FieldView(f"applicant.{name}", label, value=given.get(name, ""), why=why, **more)

    kinds = [Choice(PERSON, _("Cá nhân, hộ gia đình")), Choice(ORGANISATION, _("Tổ chức, doanh nghiệp"))]
    return [
        view("kind", _("Hồ sơ này của ai?"), kind="radio", choices=kinds, size="short"),
        view("name", _("Họ và tên, hoặc tên tổ chức"), hint=_("Như trên giấy tờ."), autocomplete="name"),
        view(
            "identity",
            _("Số căn cước công dân hoặc chứng minh nhân dân"),
            hint=_("12 hoặc 9 chữ số. Tổ chức thì ghi số của người đại diện."),
            inputmode="numeric",
        ),
        view(
            "tax_code",
            _("Mã số thuế"),
            hint=_("10 hoặc 13 chữ số, chỉ tổ chức phải ghi."),
            inputmode="numeric",
            is_required=given.get("kind") == ORGANISATION,
            shown_when=("applicant.kind", (ORGANISATION,)),
        ),
        view(
            "phone",
            _("Số điện thoại"),
            hint=_("Để báo tin về hồ sơ, ví dụ 0912 345 678."),
            autocomplete="tel",
            inputmode="tel",
        ),
        view("email", _("Thư điện tử"), is_required=False, autocomplete="email", inputmode="email"),
        view(
            "address",
            _("Nơi ở hoặc trụ sở"),
            hint=_("Thôn hoặc số nhà, xã, huyện."),
            size="long",
            autocomplete="street-address",
        ),
    ]


def applicant_lines(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The same as people read it, on the check page."""
    lines = [
        (view.label, str(given.get(view.name.partition(".")[2], "")))
        for view in applicant_views(given, {})[1:]
    ]
    return [(label, value) for label, value in lines if value]
