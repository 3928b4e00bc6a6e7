"""Words in the reader's language, where data carries both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext

from motcua.kit.phrase import Phrase
from motcua.kit.refusal import Refused


def is_english() -> bool:
    return get_language() == "en"


def named(thing: Any) -> str:
    """The name of a record (`name`, `name_en`) or an entry of the province's data (`name_vi`, `name_en`)."""
    if isinstance(thing, Mapping):
        return str((is_english() and thing.get("name_en")) or thing.get("name_vi") or "")
    return str((is_english() and getattr(thing, "name_en", "")) or thing.name)


def told(said: Refused | Phrase | Any) -> str:
    """A rule's message, translated and filled in."""
    message = gettext(said.message)
    return message % said.params if said.params else message


def copies_of(asked: Mapping[str, Any]) -> str:
    """`1 bản chính, 2 bản sao` of a requirement of the province's data."""
    kinds = (
        ("originals", gettext("%(n)s bản chính")),
        ("certified", gettext("%(n)s bản sao chứng thực")),
        ("copies", gettext("%(n)s bản sao")),
    )
    return ", ".join(words % {"n": asked[kind]} for kind, words in kinds if asked.get(kind))
