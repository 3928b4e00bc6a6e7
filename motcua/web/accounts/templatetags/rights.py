"""Rights and refusals in templates: `{% load rights %}`."""

from __future__ import annotations

from typing import Any

from django import forms, template

from motcua.web.accounts.permit import may as may_do
from motcua.web.layout.fields import ErrorLine, errors_of

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], permission: str, record: object = None) -> bool:
    """`{% may "dossiers.receive" dossier as can_receive %}{% if can_receive %}…`."""
    return may_do(context["request"], permission, record)


@register.filter
def error_lines(form: forms.BaseForm | None) -> list[ErrorLine]:
    """`{% include "layout/_errors.html" with errors=form|error_lines %}`."""
    return errors_of(form) if form is not None and form.is_bound else []
