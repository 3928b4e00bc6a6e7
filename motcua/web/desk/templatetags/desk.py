"""The desk's own tags: `{% load desk %}`."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from motcua.rules.sheets import Sheets
from motcua.services.procedures.frozen import Requirement
from motcua.web.layout.reader import named

register = template.Library()
register.filter("named", named)


@register.simple_tag
def copies(asked: Requirement) -> str:
    """`1 bản chính, 2 bản sao` of a requirement, or that it is only shown, or filled in as the form."""
    if asked.is_shown_only:
        return _("xuất trình để đối chiếu")
    if asked.is_met_by_form:
        return _("khai trên tờ khai điện tử")
    return _by_kind(asked)


@register.simple_tag
def counted(sheets: Sheets) -> str:
    """`1 bản chính, 2 bản sao` as counted; `3 bản giấy` where the kinds were not asked."""
    unsorted = _("%(n)s bản giấy") % {"n": sheets.unsorted} if sheets.unsorted else ""
    return ", ".join(part for part in (_by_kind(sheets), unsorted) if part)


def _by_kind(of: Requirement | Sheets) -> str:
    kinds = (
        (of.originals, _("%(n)s bản chính")),
        (of.certified, _("%(n)s bản sao chứng thực")),
        (of.copies, _("%(n)s bản sao")),
    )
    return ", ".join(words % {"n": count} for count, words in kinds if count)
