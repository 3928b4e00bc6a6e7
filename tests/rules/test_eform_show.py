"""A form and its answers as people read them."""

from __future__ import annotations

from typing import Any

from motcua.rules.eform_model import CompiledForm
from motcua.rules.eform_show import (
    blank_row,
    blank_values,
    describe_payload,
    errors_on_page,
    page_fields,
    page_of,
    pages_to_fill,
)
from tests.rules.eform_forms import (
    checked,
    choice,
    form_of,
    group,
    number,
    shown_if,
    table,
    text,
    whole,
    yes_no,
)

PAGES = [
    {"title_vi": "Một", "title_en": "One", "fields": ["a", "b"]},
    {"title_vi": "Hai", "title_en": "Two", "fields": ["c", "d"]},
    {"title_vi": "Ba", "title_en": "Three", "fields": ["e", "g", "t"]},
]


def three_pages() -> CompiledForm:
    return form_of(
        {
            "a": choice("x", "y"),
            "b": text(**shown_if("a", "y")),
            "c": text(**shown_if("a", "y")),
            "d": whole(**shown_if("a", "y")),
            "e": text(format="date"),
            "g": group(
                {"name": text(title="Họ tên", default="Lan")}, title="Người mẹ", **{"x-title-en": "Mother"}
            ),
            "t": table({"n": text(), "m": yes_no()}, ("n",)),
        },
        ("a", "b"),
        **{"x-pages": PAGES},
    )


def shown(form: CompiledForm, payload: dict[str, object], **options: Any) -> dict[str, str]:
    return {
        line.field: line.value for page in describe_payload(form, payload, **options) for line in page.lines
    }


def test_values_are_shown_as_people_write_them() -> None:
    form = form_of(
        {
            "day": text(format="date"),
            "year": text(format="partial-date"),
            "sure": yes_no(),
            "kind": choice("x", "y"),
            "money": whole(**{"x-widget": "money"}),
            "area": number(),
            "commune": text(format="area"),
            "nothing": text(),
        }
    )
    payload = {"day": "2020-09-05", "year": "1938-05", "sure": False, "kind": "y", "money": 1624000}
    payload |= {"area": 1250.5, "commune": "18853"}
    assert shown(form, payload, areas={"18853": "Phường Hải Thành"}) == {
        "day": "05/09/2020",
        "year": "05/1938",
        "sure": "Không",
        "kind": "Y",
        "money": "1.624.000 đồng",
        "area": "1.250,5",
        "commune": "Phường Hải Thành",
        "nothing": "",
    }
    in_english = shown(form, payload, language="en")
    assert (in_english["sure"], in_english["kind"], in_english["commune"]) == ("No", "y", "18853")


def test_dates_and_money_are_put_in_words_where_the_declaration_wants_them() -> None:
    words = {"x-print": "words"}
    form = form_of({"a": text(format="date", **words), "b": whole(**words, **{"x-widget": "money"})})
    assert shown(form, {"a": "2020-09-05", "b": 2000}) == {
        "a": "05/09/2020 (ngày năm tháng chín năm hai nghìn không trăm hai mươi)",
        "b": "2.000 đồng (hai nghìn)",
    }


def test_groups_and_rows_name_whom_a_line_is_about() -> None:
    pages = describe_payload(three_pages(), {"a": "x", "g": {"name": "Lan"}, "t": [{"n": "1"}, {"n": "2"}]})
    assert [(line.group, line.field, line.value) for line in pages[-1].lines] == [
        ("", "e", ""),
        ("Người mẹ", "g.name", "Lan"),
        ("Tên 1", "t.0.n", "1"),
        ("Tên 1", "t.0.m", ""),
        ("Tên 2", "t.1.n", "2"),
        ("Tên 2", "t.1.m", ""),
    ]


def test_a_hidden_question_and_a_page_of_hidden_ones_are_not_shown() -> None:
    form = three_pages()
    assert [page.title for page in describe_payload(form, {"a": "x"})] == ["Một", "Ba"]
    assert [page.number for page in describe_payload(form, {"a": "y"})] == [0, 1, 2]
    assert pages_to_fill(form, {"a": "x"}) == (0, 2)
    assert pages_to_fill(form, {"a": "y"}) == (0, 1, 2)


def test_what_is_not_printed_is_left_out_of_print_only() -> None:
    form = form_of({"a": text(**{"x-print": False}), "b": text()})
    assert list(shown(form, {})) == ["a", "b"]
    assert list(shown(form, {}, for_print=True)) == ["b"]


def test_an_answer_of_another_version_is_shown_as_it_is() -> None:
    form = form_of(
        {"a": choice("x"), "b": text(), "c": text(format="date", **{"x-print": "words"}), "d": whole()}
    )
    payload = {"a": "gone", "b": ["x"], "c": "hôm qua", "d": True}
    assert shown(form, payload) == {"a": "gone", "b": "list", "c": "hôm qua", "d": "bool"}


def test_a_page_leaves_out_what_an_earlier_page_has_ruled_out() -> None:
    form = three_pages()
    assert [one.name for one in page_fields(form, 0, {"a": "x"})] == ["a", "b"]
    assert page_fields(form, 1, {"a": "x"}) == ()
    assert [one.name for one in page_fields(form, 1)] == ["c", "d"]


def test_errors_are_told_on_the_page_of_their_box() -> None:
    form = three_pages()
    result = checked(form, {"a": "y", "t": [{"m": "true"}]})
    assert [error.field for error in errors_on_page(form, result.errors, 0)] == ["b"]
    assert [error.field for error in errors_on_page(form, result.errors, 2)] == ["t.0.n"]
    assert [page_of(form, error.field) for error in result.errors] == [0, 2]
    assert page_of(form, "unknown") is None


def test_boxes_begin_with_what_is_known_and_with_defaults() -> None:
    form = form_of(
        {
            "name": text(**{"x-autofill": "applicant.name"}),
            "phone": text(format="phone", **{"x-autofill": "applicant.phone"}),
            "g": group({"nation": text(default="Việt Nam"), "copies": whole(default=0)}),
            "t": table({"n": text(default="x")}, minItems=2),
        },
        ("t",),
    )
    assert blank_values(form, {"applicant.name": "Võ Thị Lan"}) == {
        "name": "Võ Thị Lan",
        "phone": "",
        "g": {"nation": "Việt Nam", "copies": 0},
        "t": [{"n": "x"}, {"n": "x"}],
    }
    assert blank_row(form.fields[-1]) == {"n": "x"}
