"""Small forms for the e-form tests, and random ones."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from motcua.rules.eform_check import check_payload
from motcua.rules.eform_compile import compile_form
from motcua.rules.eform_model import CheckedPayload, CompiledForm

Schema = dict[str, Any]

TODAY = date(2020, 9, 14)


def text(**keywords: Any) -> Schema:
    return {"type": "string", "title": "Tên", "x-title-en": "Name", **keywords}


def choice(*values: str, **keywords: Any) -> Schema:
    labels = {value: [value.upper(), value] for value in values}
    return text(enum=list(values), **{"x-labels": labels}, **keywords)


def yes_no(**keywords: Any) -> Schema:
    return text(**{**keywords, "type": "boolean"})


def whole(**keywords: Any) -> Schema:
    return text(**{**keywords, "type": "integer"})


def number(**keywords: Any) -> Schema:
    return text(**{**keywords, "type": "number"})


def group(properties: Schema, required: tuple[str, ...] = (), **keywords: Any) -> Schema:
    needed = {"required": list(required)} if required else {}
    order = {"x-order": list(properties)} if len(properties) > 1 else {}
    return text(**{**keywords, "type": "object", "properties": properties, **needed, **order})


def table(properties: Schema, required: tuple[str, ...] = (), *, most: int = 3, **keywords: Any) -> Schema:
    return text(**{"type": "array", "items": group(properties, required), "maxItems": most, **keywords})


def shown_if(field: str, value: Any) -> Schema:
    return {"x-show-if": {"field": field, "in" if isinstance(value, list) else "is": value}}


def schema_of(properties: Schema, required: tuple[str, ...] = (), **keywords: Any) -> Schema:
    """A form of one page."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tờ khai",
        "x-title-en": "Declaration",
        "x-procedure": "1.000001",
        "x-source": "thử",
        "type": "object",
        "x-pages": [{"title_vi": "Trang", "title_en": "Page", "fields": list(properties)}],
        "properties": properties,
        **({"required": list(required)} if required else {}),
        **keywords,
    }


def form_of(properties: Schema, required: tuple[str, ...] = (), **keywords: Any) -> CompiledForm:
    return compile_form(schema_of(properties, required, **keywords))


def checked(form: CompiledForm, payload: object, **options: Any) -> CheckedPayload:
    return check_payload(form, payload, today=TODAY, **options)


def codes(result: CheckedPayload) -> dict[str, str]:
    """The error codes by pointer."""
    return {error.pointer: error.code for error in result.errors}


def as_jsonb(value: Any) -> Any:
    """The value as PostgreSQL gives it back: the keys of objects by length, then letters."""
    if isinstance(value, dict):
        return {name: as_jsonb(value[name]) for name in sorted(value, key=lambda name: (len(name), name))}
    return [as_jsonb(inner) for inner in value] if isinstance(value, list) else value


def random_form(rng: random.Random) -> CompiledForm:
    """A form of up to six fields: every kind of question, groups, tables, conditions on top of conditions."""
    properties: Schema = {}
    for place in range(rng.randrange(1, 7)):
        properties[f"f{place}"] = _random_field(rng, properties)
    return form_of(properties, _some(rng, properties))


def _random_field(rng: random.Random, before: Schema) -> Schema:
    kind = rng.random()
    if kind < 0.2:
        field = group(*_random_members(rng, before))
    elif kind < 0.4:
        least = rng.randrange(1, 3)
        field = table(*_random_members(rng, before), minItems=least, most=rng.randrange(least, 4))
    else:
        field = _random_question(rng)
    return field | _random_condition(rng, before)


def _random_members(rng: random.Random, top: Schema) -> tuple[Schema, tuple[str, ...]]:
    inside: Schema = {}
    for place in range(rng.randrange(1, 5)):
        controlling = inside if rng.random() < 0.6 else top
        inside[f"g{place}"] = _random_question(rng) | _random_condition(rng, controlling)
    return inside, _some(rng, inside)


def _random_question(rng: random.Random) -> Schema:
    return rng.choice(
        (
            lambda: choice("a", "b", "c"),
            lambda: choice("a", "b"),
            yes_no,
            lambda: yes_no(enum=[True], **{"x-widget": "checkbox"}),
            lambda: yes_no(**{"x-widget": "checkbox"}),
            lambda: text(maxLength=rng.randrange(20, 40)),
            lambda: text(pattern="^[a-z]{2}[0-9]{1,3}$", examples=["qb12", "ab7"]),
            lambda: text(
                format=rng.choice(("date", "partial-date", "email", "phone", "cccd", "identity", "area"))
            ),
            lambda: whole(minimum=rng.randrange(0, 3), maximum=rng.randrange(8, 12)),
            lambda: number(minimum=0),
        )
    )()


def _random_condition(rng: random.Random, before: Schema) -> Schema:
    controlling = [name for name, field in before.items() if "enum" in field or field["type"] == "boolean"]
    if not controlling or rng.random() < 0.5:
        return {}
    name = rng.choice(controlling)
    values = before[name].get("enum", [True, False])
    if isinstance(values[0], str) and rng.random() < 0.5:
        return shown_if(name, rng.sample(values, 2))
    return shown_if(name, rng.choice(values))


def _some(rng: random.Random, properties: Schema) -> tuple[str, ...]:
    return tuple(name for name in properties if rng.random() < 0.6)


_JUNK: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 3.5, 7.0, 1e300, 10**16, 10**400),
    *("", "a", "b", "x", "true", "7", "2020-02-30", "1938-05", "044090001234", "qb12", "x" * 41, "x" * 300),
    *([], {}, [1], [{}], {"g0": "a"}, [[]], [{"g0": None}] * 5),
)


def spoiled(payload: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """The payload with up to three things changed somewhere: gone, junk, or not asked for."""
    result = _copied(payload)
    for _ in range(rng.randrange(0, 4)):
        place = rng.choice(list(_places(result)))
        name = rng.choice([*place, "unknown", "f0", "g0"])
        if name in place and rng.random() < 0.3:
            del place[name]
        elif isinstance(place.get(name), list) and rng.random() < 0.6:
            place[name] = (place[name] * 4)[: rng.randrange(0, 5)]
        else:
            place[name] = _copied(rng.choice(_JUNK))
    return result


def _places(value: Any) -> Any:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _places(inner)


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copied(inner) for name, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value
