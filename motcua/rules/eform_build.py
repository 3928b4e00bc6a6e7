"""A form's file whose structure is sound → its fields and pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from motcua.kit.words import N_
from motcua.rules.eform_keywords import MOST_ROWS
from motcua.rules.eform_model import Condition, DateLimit, FormField, FormPage, Kind, Option, Widget
from motcua.rules.eform_numbers import GREATEST
from motcua.rules.eform_readers import reader_of

# Any: a node's keywords have been checked by eform_structure, which knows their types.
Node = Mapping[str, Any]

_KINDS: Mapping[str, Kind] = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "object": "group",
    "array": "rows",
}
_LINE_LENGTH = 255
_TEXT_LENGTH = 2000
_MOST_RADIOS = 6
YES = N_("Có")
NO = N_("Không")


def build_fields(form: Node) -> tuple[FormField, ...]:
    """The fields at the top, in the order of the pages."""
    return _members(form, [name for page in form["x-pages"] for name in page["fields"]], None)


def build_pages(form: Node, fields: Sequence[FormField]) -> tuple[FormPage, ...]:
    named = {one.name: one for one in fields}
    return tuple(
        FormPage(
            title=page["title_vi"],
            title_en=page["title_en"],
            help=page.get("help", ""),
            help_en=page.get("help_en", ""),
            fields=tuple(named[name] for name in page["fields"]),
        )
        for page in form["x-pages"]
    )


def _members(node: Node, order: Sequence[str], top_names: Sequence[str] | None) -> tuple[FormField, ...]:
    # The order is never that of the JSON object: PostgreSQL's jsonb does not keep it.
    properties: Mapping[str, Node] = node["properties"]
    required = node.get("required", ())
    return tuple(
        _build_field(name, properties[name], name in required, tuple(order), top_names) for name in order
    )


def _members_inside(node: Node, top_names: Sequence[str]) -> tuple[FormField, ...]:
    return _members(node, node.get("x-order") or tuple(node["properties"]), top_names)


def _build_field(
    name: str, node: Node, is_required: bool, beside: tuple[str, ...], top_names: Sequence[str] | None
) -> FormField:
    bare = FormField(
        name=name,
        kind=_KINDS[node["type"]],
        title=node["title"],
        title_en=node["x-title-en"],
        is_required=is_required,
        hint=node.get("x-hint", ""),
        hint_en=node.get("x-hint-en", ""),
        show_if=_condition(node.get("x-show-if"), beside, top_names),
        is_printed=node.get("x-print") is not False,
        is_put_in_words=node.get("x-print") == "words",
        sample=node.get("x-sample", ""),
    )
    if bare.kind == "group":
        return replace(bare, fields=_members_inside(node, _top(beside, top_names)))
    if bare.kind == "rows":
        return _with_rows(bare, node, _top(beside, top_names))
    asked_for = _with_values(bare, node)
    return replace(asked_for, read=reader_of(asked_for))


def _top(beside: tuple[str, ...], top_names: Sequence[str] | None) -> Sequence[str]:
    return beside if top_names is None else top_names


def _with_rows(bare: FormField, node: Node, top_names: Sequence[str]) -> FormField:
    items: Node = node["items"]
    return replace(
        bare,
        fields=_members_inside(items, top_names),
        row_title=items["title"],
        row_title_en=items["x-title-en"],
        min_items=node.get("minItems", 0),
        max_items=min(node["maxItems"], MOST_ROWS),
    )


def _with_values(bare: FormField, node: Node) -> FormField:
    options = _options(node)
    kind_of_text = node.get("format", "")
    widget = cast(Widget, node.get("x-widget") or _usual_widget(bare.kind, kind_of_text, len(options)))
    return replace(
        bare,
        widget=widget,
        format=kind_of_text,
        options=options,
        min_length=max(1, node.get("minLength", 1)),
        max_length=node.get("maxLength", _TEXT_LENGTH if widget == "textarea" else _LINE_LENGTH),
        pattern=node.get("pattern", ""),
        minimum=node.get("minimum", -GREATEST),
        maximum=node.get("maximum", GREATEST),
        default=node.get("default"),
        examples=tuple(node.get("examples", ())),
        autofill=node.get("x-autofill", ""),
        not_before=_date_limit(node.get("x-not-before")),
        not_after=_date_limit(node.get("x-not-after")),
        is_personal="x-personal" in node,
    )


def _options(node: Node) -> tuple[Option, ...]:
    if node["type"] == "boolean":
        labels = {"true": [YES, "Yes"], "false": [NO, "No"]} | node.get("x-labels", {})
        values: Sequence[str | bool] = node.get("enum", [True, False])
        return tuple(Option(value, *labels[str(value).lower()]) for value in values)
    return tuple(Option(value, *node["x-labels"][value]) for value in node.get("enum", ()))


def _usual_widget(kind: Kind, kind_of_text: str, options_count: int) -> Widget:
    if kind_of_text == "date":
        return "date"
    if kind_of_text == "area":
        return "area"
    if options_count:
        return "radio" if options_count <= _MOST_RADIOS else "select"
    return "text"


def _condition(
    condition: Mapping[str, Any] | None, beside: tuple[str, ...], top_names: Sequence[str] | None
) -> Condition | None:
    if condition is None:
        return None
    values = (condition["is"],) if "is" in condition else tuple(condition["in"])
    is_top = top_names is None or condition["field"] not in beside
    return Condition(condition["field"], is_top, values)


def _date_limit(limit: object) -> DateLimit | None:
    if limit is None:
        return None
    if isinstance(limit, Mapping):
        return DateLimit(beside=str(limit["field"]))
    return DateLimit(is_today=True) if limit == "today" else DateLimit(fixed=str(limit))
