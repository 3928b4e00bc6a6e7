"""Plain data is read as what it must be, or refused with its place."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from motcua.kit.errors import Unusable
from motcua.kit.reading import Reading, shown


def test_a_place_leads_from_the_document_to_the_value() -> None:
    document = Reading({"agencies": [{}, {"procedures": [{"số hồ sơ": 3}]}]})
    procedures = list(document.members()["agencies"].each())[1].members()["procedures"]
    assert next(procedures.each()).members()["số hồ sơ"].place == 'agencies[1].procedures[0]["số hồ sơ"]'


def test_a_missing_key_is_named_with_the_place() -> None:
    with pytest.raises(Unusable, match=r'^bands\[2\] lacks the key "minimum"$'):
        Reading({"key": "kha"}, "bands[2]").fields(("key", "minimum"))


def test_an_unknown_key_is_named_beside_the_known_ones() -> None:
    with pytest.raises(Unusable, match=r'^the document has an unknown key "sefl"; known are code, self$'):
        Reading({"code": "A", "sefl": {}}).fields(("code",), ("self",))


@pytest.mark.parametrize("value", [True, False, 2.0, "2", None, -1, float("nan"), [], {}])
def test_only_a_whole_number_is_a_whole_number(value: object) -> None:
    with pytest.raises(Unusable, match=r"^dossiers must be a whole number, 0 or more"):
        Reading(value, "dossiers").whole()


def test_a_whole_number_has_the_least_value_asked_for() -> None:
    assert Reading(1).whole(minimum=1) == 1
    with pytest.raises(Unusable, match="1 or more, not 0"):
        Reading(0).whole(minimum=1)


@pytest.mark.parametrize("value", [1, 0, "true", None])
def test_only_true_and_false_are_flags(value: object) -> None:
    assert Reading(False).flag() is False
    with pytest.raises(Unusable, match="must be true or false"):
        Reading(value).flag()


@pytest.mark.parametrize("value", [["zero"], {"zero": 1}, 0, None, "Zero"])
def test_a_choice_is_one_of_the_known(value: object) -> None:
    assert Reading("zero").one_of(("zero", "excused")) == "zero"
    with pytest.raises(Unusable, match="must be one of zero, excused"):
        Reading(value).one_of(("zero", "excused"))


@pytest.mark.parametrize("value", [{}, "abc", None, 3])
def test_only_a_list_has_items(value: object) -> None:
    with pytest.raises(Unusable, match="must be a list"):
        Reading(value).each()


@pytest.mark.parametrize("value", [[], "abc", None, 3])
def test_only_an_object_has_members(value: object) -> None:
    with pytest.raises(Unusable, match="must be an object"):
        Reading(value).members()


@pytest.mark.parametrize("value", ["2020-09-14", date(2020, 9, 14)])
def test_a_day_is_written_or_given(value: object) -> None:
    assert Reading(value).day() == date(2020, 9, 14)


@pytest.mark.parametrize("value", ["2020-02-30", "14/9/2020", 20200914, None, datetime(2020, 9, 14, 7)])
def test_what_is_no_day_is_refused(value: object) -> None:
    with pytest.raises(Unusable, match=r"^valid_from must be a date such as 2020-09-14"):
        Reading(value, "valid_from").day()


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("hai\ndòng", '"hai\\ndòng"'),
        ("a\u2028b", '"a\\u2028b"'),
        ("\ud800", '"\\ud800"'),
        ("x" * 100, '"' + "x" * 59 + "…"),
    ],
)
def test_what_is_shown_stays_on_one_short_line(value: str, line: str) -> None:
    assert shown(value) == line
    assert len(shown(value).splitlines()) == 1
