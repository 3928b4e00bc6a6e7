"""Names of roles and of the places we send to: `{% load roles %}`."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from motcua.kit.words import N_
from motcua.rules.process_model import ROLES

register = template.Library()

_ABOVE_WORK = {
    "controller": N_("Cán bộ kiểm soát thủ tục hành chính"),
    "administrator": N_("Quản trị hệ thống"),
}
_DESTINATIONS = {"national_portal": N_("Cổng Dịch vụ công quốc gia"), "applicant": N_("Người nộp hồ sơ")}


@register.simple_tag
def role(code: str) -> str:
    """`{% role "desk_officer" %}`."""
    return _({**ROLES, **_ABOVE_WORK}.get(code, code))


@register.simple_tag
def destination(code: str) -> str:
    """`{% destination "national_portal" %}`."""
    return _(_DESTINATIONS.get(code, code))
