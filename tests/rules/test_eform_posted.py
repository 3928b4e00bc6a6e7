"""What a browser posts becomes a payload."""

from __future__ import annotations

from motcua.rules.eform_model import CompiledForm
from motcua.rules.eform_posted import read_posted, with_page
from tests.rules.eform_forms import form_of, group, table, text

PAGES = [
    {"title_vi": "Một", "title_en": "One", "fields": ["a", "g"]},
    {"title_vi": "Hai", "title_en": "Two", "fields": ["t"]},
]


def two_pages() -> CompiledForm:
    return form_of(
        {"a": text(), "g": group({"b": text()}), "t": table({"n": text(), "m": text()})}, **{"x-pages": PAGES}
    )


def test_boxes_are_put_in_their_groups_and_rows() -> None:
    posted = {"a": ["1"], "g.b": ["2"], "t.0.n": ["3"], "t.0.m": ["4"], "t.1.n": ["5"]}
    assert read_posted(two_pages(), posted) == {
        "a": "1",
        "g": {"b": "2"},
        "t": [{"n": "3", "m": "4"}, {"n": "5"}],
    }


def test_rows_keep_their_order_and_gaps_close() -> None:
    posted = {"t.10.n": ["c"], "t.2.n": ["b"], "t.1.n": ["a"]}
    assert read_posted(two_pages(), posted) == {"t": [{"n": "a"}, {"n": "b"}, {"n": "c"}]}


def test_only_boxes_the_form_knows_are_read() -> None:
    posted = {
        "status": ["done"],
        "csrfmiddlewaretoken": ["x"],
        "g.b.c": ["1"],
        "t.x.n": ["1"],
        "t.-1.n": ["1"],
    }
    posted |= {"t.99999999999.n": ["1"], "t.": ["1"], "t.٣.n": ["1"]}
    assert read_posted(two_pages(), posted) == {}


def test_a_box_posted_twice_keeps_both_values_for_the_check_to_refuse() -> None:
    assert read_posted(two_pages(), {"a": ["1", "2"], "g.b": []}) == {"a": ["1", "2"]}


def test_one_page_is_put_in_the_place_of_what_it_held_before() -> None:
    form = two_pages()
    before: dict[str, object] = {"a": "old", "g": {"b": "old"}, "t": [{"n": "kept"}]}
    assert with_page(form, before, {"a": ["new"], "t.0.n": ["not this page"]}, 0) == {
        "a": "new",
        "t": [{"n": "kept"}],
    }
    assert with_page(form, before, {}, 1) == {"a": "old", "g": {"b": "old"}}
