"""What is not in our subset of JSON Schema is a problem with a place and a reason."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.rules.eform_compile import compile_form, form_problems
from motcua.rules.eform_problems import FormUnsound
from tests.rules.eform_forms import (
    Schema,
    as_jsonb,
    choice,
    form_of,
    group,
    schema_of,
    shown_if,
    table,
    text,
    whole,
    yes_no,
)

PERSON = {"person": group({"name": text()}, ("name",))}


def problems_of(schema: object) -> set[tuple[str, str]]:
    return {(problem.pointer, problem.code) for problem in form_problems(schema)}


def test_a_form_in_our_subset_has_no_problem() -> None:
    fields = {
        "who": choice("a", "b"),
        "name": text(**shown_if("who", "a")),
        "people": table({"name": text()}),
    }
    assert form_problems(schema_of(fields, ("who",))) == ()


@pytest.mark.parametrize(
    ("field", "place", "code"),
    [
        (text(minimum=3), "/properties/a", "unknown_keyword"),
        (text(const="x"), "/properties/a", "unknown_keyword"),
        (text(description="x"), "/properties/a", "unknown_keyword"),
        (whole(multipleOf=5), "/properties/a", "unknown_keyword"),
        (text(maxLength="9"), "/properties/a/maxLength", "wrong_value"),
        (text(maxLength=-1), "/properties/a/maxLength", "wrong_value"),
        (text(maxLength=True), "/properties/a/maxLength", "wrong_value"),
        (text(minLength=9, maxLength=3), "/properties/a", "wrong_order"),
        (whole(minimum=9, maximum=3), "/properties/a", "wrong_order"),
        (text(format="ipv4"), "/properties/a/format", "wrong_value"),
        (text(format="date", maxLength=3), "/properties/a", "excluded"),
        (text(pattern="^[a-z]$"), "/properties/a", "no_example"),
        (text(pattern="^[a-z]$", examples=["7"]), "/properties/a/examples", "wrong_value"),
        (text(pattern="[a-z]", examples=["a"]), "/properties/a/pattern", "wrong_value"),
        (text(pattern="^(a+)+$", examples=["a"]), "/properties/a/pattern", "wrong_value"),
        (text(pattern="^(?=a)a$", examples=["a"]), "/properties/a/pattern", "wrong_value"),
        (text(pattern="^[a$", examples=["a"]), "/properties/a/pattern", "wrong_value"),
        (text(enum=["x"]), "/properties/a/x-labels", "wrong_labels"),
        (choice("x", "y") | {"x-labels": {"x": ["X", "x"]}}, "/properties/a/x-labels", "wrong_labels"),
        (choice("x", "x"), "/properties/a/enum", "wrong_value"),
        (choice("x", "y", default="z"), "/properties/a/default", "wrong_value"),
        (whole(default="1"), "/properties/a/default", "wrong_value"),
        (text(**{"x-autofill": "applicant.salary"}), "/properties/a/x-autofill", "wrong_value"),
        (text(**{"x-widget": "slider"}), "/properties/a/x-widget", "wrong_value"),
        (text(**{"x-personal": 1}), "/properties/a/x-personal", "wrong_value"),
        (text(**{"x-hint": "Ghi tên"}), "/properties/a", "one_language"),
        (text(**{"x-not-after": "today"}), "/properties/a", "not_a_date"),
        (text(format="date", **{"x-not-after": "tomorrow"}), "/properties/a/x-not-after", "wrong_value"),
        (text(format="date", **{"x-not-after": {"field": "b"}}), "/properties/a", "no_such_date"),
        (text(**{"x-print": "words"}), "/properties/a", "no_words"),
        (text(**shown_if("b", "x")), "/properties/a/x-show-if", "no_controlling_field"),
        (text(**{"x-show-if": {"field": "b"}}), "/properties/a/x-show-if", "wrong_value"),
        ({"type": "string", "title": "Tên"}, "/properties/a", "missing_keyword"),
        ({"type": "null", "title": "Tên"}, "/properties/a/type", "wrong_type"),
        ({"title": "Tên"}, "/properties/a/type", "wrong_type"),
        ("text", "/properties/a/type", "wrong_type"),
        (group({"b": group({"c": text()})}), "/properties/a/properties/b/type", "wrong_type"),
        (group({"b": table({"c": text()})}), "/properties/a/properties/b/type", "wrong_type"),
        (group({"b": text()}, ("c",)), "/properties/a/required", "unknown_field"),
        (group({"b": text(), "c": text()}) | {"x-order": ["b"]}, "/properties/a/x-order", "no_order"),
        (group({"b": text(), "c": text()}) | {"x-order": ["b", "b"]}, "/properties/a/x-order", "no_order"),
        (group({"b": text(), "c": text()}) | {"x-order": None}, "/properties/a/x-order", "no_order"),
        (
            table({"b": text()}) | {"items": group({"b": text()}) | {"x-order": ["c"]}},
            "/properties/a/items/x-order",
            "no_order",
        ),
        (group({"B-1": text()}), "/properties/a/properties/B-1", "wrong_name"),
        (table({"b": text(const=1)}), "/properties/a/items/properties/b", "unknown_keyword"),
        (table({"b": text()}, most=0), "/properties/a", "no_most"),
        ({**table({"b": text()}), "items": {"type": "string"}}, "/properties/a/items/type", "wrong_type"),
    ],
)
def test_what_is_not_in_the_subset_is_named_with_its_place(field: Any, place: str, code: str) -> None:
    assert (place, code) in problems_of(schema_of({"a": field}))


@pytest.mark.parametrize(
    ("keywords", "place", "code"),
    [
        ({"allOf": []}, "", "unknown_keyword"),
        ({"type": "array"}, "/type", "wrong_type"),
        ({"required": ["b"]}, "/required", "unknown_field"),
        ({"$defs": PERSON}, "/$defs/person", "unused_fragment"),
        ({"x-pages": []}, "/x-pages", "wrong_value"),
        ({"x-pages": [{"title_vi": "A", "fields": ["a"]}]}, "/x-pages/0", "missing_keyword"),
        (
            {"x-pages": [{"title_vi": "A", "title_en": "A", "fields": ["b"]}]},
            "/properties/a",
            "not_on_one_page",
        ),
        (
            {"x-pages": [{"title_vi": "A", "title_en": "A", "fields": ["a"], "icon": "x"}]},
            "/x-pages/0",
            "unknown_keyword",
        ),
        ({"x-pages": ["a"]}, "/x-pages/0", "wrong_value"),
    ],
)
def test_what_is_wrong_with_the_whole_form_is_named(keywords: Schema, place: str, code: str) -> None:
    assert (place, code) in problems_of(schema_of({"a": text()}, **keywords))


def test_a_field_on_two_pages_is_a_problem() -> None:
    page = {"title_vi": "A", "title_en": "A", "fields": ["a"]}
    assert ("/properties/a", "not_on_one_page") in problems_of(
        schema_of({"a": text()}, **{"x-pages": [page, page]})
    )


def test_a_fragment_is_put_where_it_is_named_with_the_words_beside_it() -> None:
    mother = {"$ref": "#/$defs/person", "title": "Người mẹ", "x-title-en": "Mother"}
    form = form_of({"mother": mother}, **{"$defs": PERSON})
    assert form.fields[0].title == "Người mẹ"
    assert form.fields[0].fields[0].name == "name"


@pytest.mark.parametrize(
    ("fragments", "field", "code"),
    [
        ({}, {"$ref": "#/$defs/nobody"}, "unknown_fragment"),
        ({}, {"$ref": "https://example.org/x.json"}, "unknown_fragment"),
        ({}, {"$ref": ["a"]}, "unknown_fragment"),
        (PERSON, {"$ref": "#/$defs/person", "maxItems": 3}, "beside_reference"),
        ({"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, {"$ref": "#/$defs/a"}, "endless_fragment"),
    ],
)
def test_a_reference_that_leads_nowhere_is_a_problem(fragments: Schema, field: Schema, code: str) -> None:
    assert code in {found for _, found in problems_of(schema_of({"a": field}, **{"$defs": fragments}))}


def test_fragments_that_multiply_without_end_are_stopped() -> None:
    fragments = {f"d{n}": group({f"f{m}": {"$ref": f"#/$defs/d{n + 1}"} for m in range(9)}) for n in range(9)}
    assert ("", "too_big") in problems_of(schema_of({"a": {"$ref": "#/$defs/d0"}}, **{"$defs": fragments}))


def test_a_field_is_controlled_by_a_choice_that_stands_before_it() -> None:
    late = {"a": text(**shown_if("b", "x")), "b": choice("x", "y")}
    assert problems_of(schema_of(late)) == {("/properties/a/x-show-if", "no_controlling_field")}
    strange = {"b": choice("x", "y"), "a": text(**shown_if("b", "z"))}
    assert problems_of(schema_of(strange)) == {("/properties/a/x-show-if", "not_a_choice")}
    not_a_choice = {"b": text(), "a": text(**shown_if("b", "z"))}
    assert problems_of(schema_of(not_a_choice)) == {("/properties/a/x-show-if", "no_controlling_field")}


def test_a_member_of_a_group_is_controlled_from_beside_or_from_the_top() -> None:
    beside = form_of({"g": group({"a": yes_no(), "b": text(**shown_if("a", True))})})
    above = form_of({"a": yes_no(), "g": group({"b": text(**shown_if("a", True))})})
    assert [form.fields[-1].fields[-1].show_if.is_top for form in (beside, above)] == [False, True]  # type: ignore[union-attr]


def test_the_order_of_questions_does_not_hang_on_the_order_of_json_keys() -> None:
    schema = schema_of(
        {
            "who": choice("b", "a"),
            "name": text(**shown_if("who", "a")),
            "g": group({"z": yes_no(), "b": text(**shown_if("z", True))}),
        },
        ("who",),
    )
    form = compile_form(schema)
    assert compile_form(as_jsonb(schema)) == form
    assert [one.name for one in form.every_field()] == ["who", "name", "g", "z", "b"]
    assert [option.value for option in form.fields[0].options] == ["b", "a"]


def test_a_required_table_needs_at_least_one_row() -> None:
    assert problems_of(schema_of({"a": table({"b": text()})}, ("a",))) == {("/properties/a", "no_least")}


def test_every_problem_is_listed_at_once_in_words() -> None:
    schema = schema_of({"a": text(const="x", maxLength="9")}, icon="x")
    with pytest.raises(FormUnsound) as raised:
        compile_form(schema)
    assert len(raised.value.problems) == 3
    assert "/properties/a/maxLength: “maxLength” cần: một số nguyên" in str(raised.value)


@pytest.mark.parametrize(
    "junk", [None, 7, "form", [], [{}], {}, {"properties": 3}, {"x-pages": {"a": 1}, "$defs": []}]
)
def test_junk_is_refused_and_never_breaks_the_compiler(junk: object) -> None:
    assert form_problems(junk)


def test_a_form_nested_without_end_is_refused() -> None:
    deep: Schema = text()
    for _ in range(5000):
        deep = group({"a": deep})
    assert form_problems(schema_of({"a": deep}))
