"""Which keywords stand where, and what each may hold; one not listed here is a problem, never ignored."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from motcua.kit.words import N_
from motcua.rules.eform_formats import FORMATS
from motcua.rules.eform_model import AUTOFILL_FACTS, Widget
from motcua.rules.eform_numbers import read_date
from motcua.rules.eform_problems import Problems

MOST_CHARACTERS = 10_000
MOST_ROWS = 200
SAMPLES = ("name", "female-name", "male-name", "address", "bank-account")

NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_RISKY_PATTERN = re.compile(r"\(\?|\\[1-9]|\)[*+{]|[*+}][*+]")


class Keyword(NamedTuple):
    is_right: Callable[[object], bool]
    needed: str


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value == value.strip()


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_CHARACTERS


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= 1e15


def _is_texts(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(map(_is_text, value))
        and len(set(value)) == len(value)
    )


def _is_examples(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_text(one) or _is_number(one) for one in value)


def _is_pattern(value: object) -> bool:
    # Refused besides what does not compile: everything that can make a regular expression run away.
    if not isinstance(value, str) or not value.startswith("^") or not value.endswith("$"):
        return False
    if _RISKY_PATTERN.search(value):
        return False
    try:
        re.compile(value)
    except re.error:
        return False
    return True


def _is_labels(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(pair, list) and len(pair) == 2 and all(map(_is_text, pair)) for pair in value.values()
    )


def _is_condition(value: object) -> bool:
    if not isinstance(value, dict) or not _is_text(value.get("field")):
        return False
    if set(value) == {"field", "is"}:
        return isinstance(value["is"], str | bool)
    return set(value) == {"field", "in"} and _is_texts(value["in"])


def _is_date_limit(value: object) -> bool:
    if isinstance(value, dict):
        return set(value) == {"field"} and _is_text(value["field"])
    return isinstance(value, str) and (value == "today" or read_date(value) == value)


def _one_of(*allowed: object) -> Keyword:
    # `True in (1,)` holds in Python, so the type is asked as well.
    return Keyword(
        lambda value: any(value == one and type(value) is type(one) for one in allowed),
        ", ".join(str(one) for one in allowed),
    )


_TEXT = Keyword(_is_text, N_("một đoạn chữ, không thừa dấu cách ở hai đầu"))
_COUNT = Keyword(_is_count, N_("một số nguyên từ 0 đến 10000"))
_NUMBER = Keyword(_is_number, N_("một số"))
_ANYTHING = Keyword(lambda value: isinstance(value, str | int | float | bool), N_("một giá trị đơn"))
_OBJECT = Keyword(lambda value: isinstance(value, Mapping) and bool(value), N_("một đối tượng có nội dung"))
_LIMIT = Keyword(_is_date_limit, N_('"today", một ngày ISO hoặc {"field": …}'))
_YES = _one_of(True)

_WORDS = {
    "title": _TEXT,
    "x-title-en": _TEXT,
    "x-hint": _TEXT,
    "x-hint-en": _TEXT,
    "x-show-if": Keyword(_is_condition, N_('{"field": …, "is": …} hoặc {"field": …, "in": […]}')),
    "x-print": _one_of(False, "words"),
}
_QUESTION = _WORDS | {
    "x-autofill": _one_of(*AUTOFILL_FACTS),
    "x-personal": _YES,
    "default": _ANYTHING,
    "examples": Keyword(_is_examples, N_("một danh sách ví dụ, chữ hoặc số")),
}
_LABELS = Keyword(_is_labels, N_('{"giá trị": ["nhãn tiếng Việt", "English label"], …}'))


def _widgets(*allowed: Widget) -> dict[str, Keyword]:
    return {"x-widget": _one_of(*allowed)}


#: Keywords of a field, by its `type`.
FIELD_KEYWORDS: Mapping[str, Mapping[str, Keyword]] = {
    "string": _QUESTION
    | _widgets("text", "textarea", "radio", "select", "date", "area")
    | {
        "minLength": _COUNT,
        "maxLength": _COUNT,
        "pattern": Keyword(_is_pattern, N_("biểu thức bắt đầu bằng ^, kết thúc bằng $, không lồng lặp")),
        "enum": Keyword(_is_texts, N_("một danh sách chữ không trùng nhau")),
        "x-labels": _LABELS,
        "format": _one_of(*FORMATS),
        "x-not-before": _LIMIT,
        "x-not-after": _LIMIT,
        "x-sample": _one_of(*SAMPLES),
    },
    "integer": _QUESTION | _widgets("text", "money") | {"minimum": _NUMBER, "maximum": _NUMBER},
    "number": _QUESTION | _widgets("text") | {"minimum": _NUMBER, "maximum": _NUMBER},
    "boolean": _QUESTION
    | _widgets("checkbox", "radio")
    | {"enum": Keyword(lambda value: value == [True] and value[0] is True, "[true]"), "x-labels": _LABELS},
    "object": _WORDS
    | {
        "x-sample": _one_of("female-name", "male-name"),
        "properties": _OBJECT,
        "required": Keyword(_is_texts, N_("một danh sách tên trường")),
        "x-order": Keyword(_is_texts, N_("một danh sách tên trường")),
    },
    "array": _WORDS | {"items": _OBJECT, "minItems": _COUNT, "maxItems": _COUNT},
}

FORM_KEYWORDS: Mapping[str, Keyword] = {
    "$schema": _one_of("https://json-schema.org/draft/2020-12/schema"),
    "$id": _TEXT,
    "title": _TEXT,
    "x-title-en": _TEXT,
    "x-procedure": _TEXT,
    "x-source": _TEXT,
    "properties": _OBJECT,
    "required": FIELD_KEYWORDS["object"]["required"],
    "x-pages": Keyword(lambda value: isinstance(value, list) and bool(value), N_("một danh sách trang")),
}
PAGE_KEYWORDS: Mapping[str, Keyword] = {
    "title_vi": _TEXT,
    "title_en": _TEXT,
    "help": _TEXT,
    "help_en": _TEXT,
    "fields": Keyword(_is_texts, N_("một danh sách tên trường")),
}


def check_keywords(
    node: Mapping[str, object], allowed: Mapping[str, Keyword], pointer: str, problems: Problems
) -> None:
    """Every keyword of one node is known here and holds what it may."""
    for keyword, value in node.items():
        known = allowed.get(keyword)
        if known is None:
            problems.add(
                pointer, "unknown_keyword", N_("Không biết từ khóa “%(keyword)s” ở chỗ này."), keyword=keyword
            )
        elif not known.is_right(value):
            problems.add(
                f"{pointer}/{keyword}",
                "wrong_value",
                N_("“%(keyword)s” cần: %(needed)s."),
                keyword=keyword,
                needed=known.needed,
            )
