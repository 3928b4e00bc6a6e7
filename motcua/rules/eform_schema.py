"""A compiled form as plain JSON Schema 2020-12: what the API publishes and any validator understands.

Ours and a full validator agree on every payload (`tests/rules/test_eform_oracle.py`), limits between
dates (`x-not-before`, `x-not-after`) left aside, which JSON Schema cannot say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from motcua.rules.eform_model import CompiledForm, Condition, FormField

Schema = dict[str, Any]

_TYPES = {"group": "object", "rows": "array"}


def to_json_schema(form: CompiledForm) -> Schema:
    """The schema of what `check_payload(strict=True)` lets pass. A hidden field may hold anything."""
    schema = _object_schema(form.fields)
    conditions = list(_conditional_parts(form))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": form.title,
        **schema,
        **({"allOf": conditions} if conditions else {}),
    }


def _object_schema(fields: Sequence[FormField]) -> Schema:
    required = [one.name for one in fields if one.is_required and one.show_if is None]
    return {
        "type": "object",
        "properties": {one.name: True if one.show_if else _field_schema(one) for one in fields},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _field_schema(one: FormField) -> Schema:
    schema: Schema = {"title": one.title, "type": _TYPES.get(one.kind, one.kind)}
    if one.kind == "group":
        return schema | _object_schema(one.fields)
    if one.kind == "rows":
        items = {"title": one.row_title} | _object_schema(one.fields)
        return schema | {"items": items, "minItems": one.min_items, "maxItems": one.max_items}
    if one.options:
        return schema | {"enum": [option.value for option in one.options]}
    if one.kind == "string":
        return schema | _text_schema(one)
    return schema | {"minimum": one.minimum, "maximum": one.maximum}


def _text_schema(one: FormField) -> Schema:
    schema: Schema = {"minLength": one.min_length, "maxLength": one.max_length}
    if one.format:
        schema["format"] = one.format
    if one.pattern:
        schema["pattern"] = one.pattern
    return schema


def _conditional_parts(form: CompiledForm) -> Iterator[Schema]:
    """One `if … then …` for each field that is shown only sometimes, all told from the top of the form."""
    top = {one.name: one for one in form.fields}
    for one in form.fields:
        if one.show_if is not None:
            yield _when(_chain(one, top), _then(one))
        beside = {inner.name: inner for inner in one.fields}
        for inner in one.fields:
            if inner.show_if is not None:
                above = _chain(one, top) + _chain_at_top(inner, beside, top)
                part = _inside(one, _when(_chain_beside(inner, beside), _then(inner)))
                yield _when(above, part)


def _then(one: FormField) -> Schema:
    return {
        "properties": {one.name: _field_schema(one)},
        **({"required": [one.name]} if one.is_required else {}),
    }


def _when(conditions: Sequence[Condition], then: Schema) -> Schema:
    if not conditions:
        return then
    return {"if": {"allOf": [_holds(condition) for condition in conditions]}, "then": then}


def _holds(condition: Condition) -> Schema:
    return {"properties": {condition.name: {"enum": list(condition.values)}}, "required": [condition.name]}


def _inside(one: FormField, part: Schema) -> Schema:
    return {"properties": {one.name: {"items": part} if one.kind == "rows" else part}}


def _chain(one: FormField, beside: Mapping[str, FormField]) -> list[Condition]:
    """The condition of a field and those of the fields that control it: hidden fields control nothing."""
    condition = one.show_if
    if condition is None:
        return []
    return [condition, *_chain(beside[condition.name], beside)]


def _chain_beside(one: FormField, beside: Mapping[str, FormField]) -> list[Condition]:
    condition = one.show_if
    if condition is None or condition.is_top:
        return []
    return [condition, *_chain_beside(beside[condition.name], beside)]


def _chain_at_top(
    one: FormField, beside: Mapping[str, FormField], top: Mapping[str, FormField]
) -> list[Condition]:
    condition = one.show_if
    if condition is None:
        return []
    if condition.is_top:
        return [condition, *_chain(top[condition.name], top)]
    return _chain_at_top(beside[condition.name], beside, top)
