"""`{% load portal %}`: names and limits in the reader's language."""

from __future__ import annotations

from typing import Any

from django import template

from motcua.rules.time_limit import describe_limit, parse_limit
from motcua.web.layout import reader

register = template.Library()


@register.filter
def named(thing: Any) -> str:
    """`{{ procedure|named }}`."""
    return reader.named(thing) if thing else ""


@register.filter
def limit_words(text: str) -> str:
    """`15 working_day` → `15 ngày làm việc`."""
    return reader.told(describe_limit(parse_limit(text))) if text else ""


@register.filter
def copies(asked: dict[str, Any]) -> str:
    """How many of a paper are asked for, in words."""
    return reader.copies_of(asked)
