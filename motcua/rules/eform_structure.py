"""The shape of a form's file: form → fields → at most one level of group or rows → questions."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.kit.words import N_
from motcua.rules.eform_keywords import FIELD_KEYWORDS, FORM_KEYWORDS, NAME, PAGE_KEYWORDS, check_keywords
from motcua.rules.eform_problems import Problems

_QUESTIONS = ("string", "integer", "number", "boolean")
_DATES = ("date", "partial-date")
_NEEDED_OF_FORM = ("title", "x-title-en", "x-procedure", "x-source", "properties", "x-pages")
_NEEDED_OF_PAGE = ("title_vi", "title_en", "fields")
_EXCLUDE_EACH_OTHER = (
    ("format", "pattern"),
    ("format", "enum"),
    ("format", "minLength"),
    ("format", "maxLength"),
    ("enum", "pattern"),
    ("enum", "minLength"),
    ("enum", "maxLength"),
)


def check_structure(form: Mapping[str, object], problems: Problems) -> None:
    """Adds a problem for whatever is not in our subset; `form` has its `$ref`s put in already."""
    if form.get("type") != "object":
        problems.add("/type", "wrong_type", N_("Mẫu đơn phải có “type” là “object”."))
    check_keywords(_untyped(form), FORM_KEYWORDS, "", problems)
    _check_there(form, _NEEDED_OF_FORM, "", problems)
    _check_members(form, "", problems, (*_QUESTIONS, "object", "array"))
    _check_pages(form.get("x-pages"), problems)


def _check_members(
    node: Mapping[str, object], pointer: str, problems: Problems, allowed: tuple[str, ...]
) -> None:
    properties = _mapping(node.get("properties"))
    for name, inner in properties.items():
        here = f"{pointer}/properties/{name}"
        if not NAME.fullmatch(name):
            problems.add(here, "wrong_name", N_("Tên trường chỉ gồm chữ thường không dấu, số và gạch dưới."))
        _check_field(_mapping(inner), here, problems, allowed)
    required = node.get("required")
    for name in required if isinstance(required, list) else ():
        if name not in properties:
            problems.add(
                f"{pointer}/required", "unknown_field", N_("Không có trường “%(name)s”."), name=str(name)
            )


def _check_field(
    node: Mapping[str, object], pointer: str, problems: Problems, allowed: tuple[str, ...]
) -> None:
    kind = node.get("type")
    if not isinstance(kind, str) or kind not in allowed:
        problems.add(
            f"{pointer}/type",
            "wrong_type",
            N_("“type” ở đây phải là một trong: %(allowed)s."),
            allowed=", ".join(allowed),
        )
        return
    check_keywords(_untyped(node), FIELD_KEYWORDS[kind], pointer, problems)
    _check_there(node, ("title", "x-title-en"), pointer, problems)
    _check_both_languages(node, "x-hint", "x-hint-en", pointer, problems)
    if node.get("x-print") == "words" and kind != "integer" and node.get("format") not in _DATES:
        problems.add(pointer, "no_words", N_("Chỉ số nguyên và ngày mới viết được bằng chữ."))
    if kind == "object":
        _check_there(node, ("properties",), pointer, problems)
        _check_members(node, pointer, problems, _QUESTIONS)
        _check_named_order(node, pointer, problems)
    elif kind == "array":
        _check_rows(node, pointer, problems)
    else:
        _check_question(node, pointer, problems)


def _check_named_order(node: Mapping[str, object], pointer: str, problems: Problems) -> None:
    # A JSON object has no order (PostgreSQL's jsonb keeps none), so the order of questions is a list.
    names, order = list(_mapping(node.get("properties"))), node.get("x-order")
    named = [str(name) for name in order] if isinstance(order, list) else []
    if (len(names) > 1 or order is not None) and sorted(named) != sorted(names):
        problems.add(f"{pointer}/x-order", "no_order", N_("“x-order” phải kể đủ các trường theo thứ tự hỏi."))


def _check_rows(node: Mapping[str, object], pointer: str, problems: Problems) -> None:
    items = _mapping(node.get("items"))
    _check_there(node, ("items", "maxItems"), pointer, problems)
    _check_field(items, f"{pointer}/items", problems, ("object",))
    _check_order(node, "minItems", "maxItems", pointer, problems)


def _check_question(node: Mapping[str, object], pointer: str, problems: Problems) -> None:
    for one, other in _EXCLUDE_EACH_OTHER:
        if one in node and other in node:
            problems.add(
                pointer, "excluded", N_("Không dùng “%(one)s” cùng “%(other)s”."), one=one, other=other
            )
    _check_order(node, "minLength", "maxLength", pointer, problems)
    _check_order(node, "minimum", "maximum", pointer, problems)
    if "pattern" in node and "examples" not in node:
        problems.add(
            pointer, "no_example", N_("“pattern” cần có “examples”, để người gõ sai biết phải gõ thế nào.")
        )
    if node.get("type") == "string" and "enum" in node:
        _check_labels(node, pointer, problems)
    if node.get("format") not in _DATES and ("x-not-before" in node or "x-not-after" in node):
        problems.add(pointer, "not_a_date", N_("Giới hạn ngày chỉ dùng cho trường ngày."))


def _check_labels(node: Mapping[str, object], pointer: str, problems: Problems) -> None:
    values = node["enum"] if isinstance(node["enum"], list) else []
    if set(_mapping(node.get("x-labels"))) != set(values):
        problems.add(
            f"{pointer}/x-labels",
            "wrong_labels",
            N_("“x-labels” phải có nhãn cho đúng các giá trị của “enum”."),
        )


def _check_pages(pages: object, problems: Problems) -> None:
    for number, page in enumerate(pages if isinstance(pages, list) else ()):
        pointer = f"/x-pages/{number}"
        if not isinstance(page, Mapping):
            problems.add(pointer, "wrong_value", N_("Mỗi trang phải là một đối tượng."))
            continue
        check_keywords(page, PAGE_KEYWORDS, pointer, problems)
        _check_there(page, _NEEDED_OF_PAGE, pointer, problems)
        _check_both_languages(page, "help", "help_en", pointer, problems)


def _check_there(
    node: Mapping[str, object], keywords: tuple[str, ...], pointer: str, problems: Problems
) -> None:
    for keyword in keywords:
        if keyword not in node:
            problems.add(pointer, "missing_keyword", N_("Thiếu “%(keyword)s”."), keyword=keyword)


def _check_both_languages(
    node: Mapping[str, object], one: str, other: str, pointer: str, problems: Problems
) -> None:
    if (one in node) != (other in node):
        problems.add(
            pointer, "one_language", N_("“%(one)s” và “%(other)s” phải đi cùng nhau."), one=one, other=other
        )


def _check_order(node: Mapping[str, object], least: str, most: str, pointer: str, problems: Problems) -> None:
    lower, upper = node.get(least), node.get(most)
    if isinstance(lower, int | float) and isinstance(upper, int | float) and lower > upper:
        problems.add(pointer, "wrong_order", N_("“%(least)s” lớn hơn “%(most)s”."), least=least, most=most)


def _untyped(node: Mapping[str, object]) -> dict[str, object]:
    return {keyword: value for keyword, value in node.items() if keyword != "type"}


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
