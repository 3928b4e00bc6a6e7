"""A page of an e-form as questions on the screen: with what was typed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.reports.places import communes
from motcua.rules.eform_model import FormField, Option
from motcua.rules.eform_numbers import shown_date
from motcua.web.layout.fields import Choice, FieldView, Kind, Size
from motcua.web.layout.reader import is_english

_KINDS: dict[str, Kind] = {
    "textarea": "textarea",
    "radio": "radio",
    "select": "select",
    "date": "date",
    "area": "area",
    "money": "money",
    "checkbox": "checkbox",
}
_NUMERIC_FORMATS = frozenset({"identity", "cccd", "phone", "tax-code"})


@dataclass(frozen=True, slots=True)
class PageAnswers:
    """`shown` are the fields of this page; `top` all answers so far; `errors` by box."""

    fields: Sequence[FormField]
    top: Mapping[str, Any]
    errors: Mapping[str, str]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(one.name for one in self.fields)


def field_views(page: PageAnswers) -> list[FieldView]:
    """The page's questions; one that an earlier page has ruled out is left out."""
    return _views(page.fields, page.top, "", page)


def _views(
    fields: Sequence[FormField], answers: Mapping[str, Any], path: str, page: PageAnswers
) -> list[FieldView]:
    return [_view(one, answers, path, page) for one in fields if _is_asked(one, page)]


def _is_asked(one: FormField, page: PageAnswers) -> bool:
    """A question controlled from another page is there or not; from its own page the browser decides."""
    condition = one.show_if
    if condition is None or not condition.is_top or condition.name in page.names:
        return True
    return condition.holds(page.top, page.top)


def _view(one: FormField, answers: Mapping[str, Any], path: str, page: PageAnswers) -> FieldView:
    box = path + one.name
    value = answers.get(one.name, "")
    common: dict[str, Any] = {
        "name": box,
        "label": _word(one.title, one.title_en),
        "hint": _word(one.hint, one.hint_en),
        "why": page.errors.get(box, ""),
        "is_required": one.is_required,
        "shown_when": _shown_when(one, path, page),
    }
    if one.kind == "group":
        inside = value if isinstance(value, Mapping) else {}
        return FieldView(kind="group", fields=_views(one.fields, inside, f"{box}.", page), **common)
    if one.kind == "rows":
        return _rows(one, value, box, page, common)
    return FieldView(
        kind=_kind(one),
        value=_typed(one, value),
        choices=_choices(one),
        size=_size(one),
        inputmode="numeric" if _is_numeric(one) else "",
        **common,
    )


def _rows(one: FormField, value: Any, box: str, page: PageAnswers, common: dict[str, Any]) -> FieldView:
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
    can_add = not one.max_items or len(rows) < one.max_items
    return FieldView(
        kind="rows",
        rows=[_views(one.fields, row, f"{box}.{number}.", page) for number, row in enumerate(rows)],
        row_title=_word(one.row_title, one.row_title_en),
        add_name=f"add.{box}" if can_add else "",
        remove_name=f"remove.{box}" if len(rows) > one.min_items else "",
        **common,
    )


def _shown_when(one: FormField, path: str, page: PageAnswers) -> tuple[str, tuple[str, ...]] | None:
    condition = one.show_if
    if condition is None or (condition.is_top and condition.name not in page.names):
        return None
    name = condition.name if condition.is_top else path + condition.name
    return name, tuple(_posted(value) for value in condition.values)


def _posted(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else value


def _kind(one: FormField) -> Kind:
    if one.kind == "boolean" and not one.widget:
        return "checkbox"
    return _KINDS.get(one.widget, "text")


def _typed(one: FormField, value: Any) -> Any:
    """What stands in the box: dates that we know already as people write them."""
    if one.format in ("date", "partial-date") and isinstance(value, str) and value[4:5] == "-":
        return shown_date(value)
    return _posted(value) if isinstance(value, bool) else value


def _choices(one: FormField) -> list[Choice]:
    if one.widget == "area":
        return [
            Choice(area.code, area.name, group=area.parent.name if area.parent else "") for area in communes()
        ]
    return [Choice(_posted(option.value), _label(option)) for option in one.options]


def _label(option: Option) -> str:
    return _word(option.label, option.label_en)


def _size(one: FormField) -> Size:
    if one.widget == "radio":
        return "short" if all(len(option.label) < 12 for option in one.options) else ""
    if one.max_length and one.max_length <= 20:
        return "short"
    return "long" if one.widget == "textarea" else ""


def _is_numeric(one: FormField) -> bool:
    return one.kind in ("integer", "number") or one.format in _NUMERIC_FORMATS


def _word(vietnamese: str, english: str) -> str:
    return english if is_english() and english else vietnamese
