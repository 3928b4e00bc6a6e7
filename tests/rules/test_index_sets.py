"""Index sets are read whole or not at all, and say what does not add up."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from motcua.kit.errors import Unusable
from motcua.rules.index_sets import read_index_set
from tests.rules.index_set_files import document, index_set


def test_the_shipped_sets_split_the_nine_indices_in_two_ways() -> None:
    usual, other = index_set("quang-binh-1902"), index_set("quang-binh-13467")
    assert (usual.per_dossier, usual.per_agency) == (tuple("12347"), tuple("5689"))
    assert (other.per_dossier, other.per_agency) == (tuple("13467"), tuple("2589"))
    assert usual.indices == other.indices
    assert usual.full_marks == other.full_marks == 18


def test_the_shipped_set_carries_the_words_of_the_circular() -> None:
    shipped = index_set()
    assert shipped.indices["1"].points_vi[1] == "Điểm 1 khi tổng thời gian bằng thời gian quy định"
    assert [band.name_vi for band in shipped.bands] == ["Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu"]
    assert shipped.valid_from == date(2019, 1, 6)
    assert shipped.valid_to is None


@pytest.mark.parametrize("key", sorted(document()))
def test_no_key_may_be_missing(key: str) -> None:
    spoilt = document()
    del spoilt[key]
    with pytest.raises(Unusable, match=f'lacks the key "{key}"'):
        read_index_set(spoilt)


BAND = {"key": "tot", "name_vi": "Tốt", "minimum": 0}

SPOILT: list[tuple[dict[str, Any], str]] = [
    ({"zero_rul": True}, 'unknown key "zero_rul"'),
    ({"per_dossier": list("1234")}, "name index 7 0 times, not once"),
    ({"per_dossier": list("123475")}, "name index 5 2 times, not once"),
    ({"per_dossier": [*"12347", "1"]}, "name index 1 2 times, not once"),
    ({"per_agency": [*"568", "10"]}, "per_agency[3] must be one of 1, 2,"),
    ({"points": [0, 1, 2]}, "points must fall"),
    ({"points": [2, 1, 1, 0]}, "points must fall"),
    ({"points": [2, 1]}, "points must fall"),
    ({"points": [0]}, "points must fall"),
    ({"points": [2, True, 0]}, "points[1] must be a whole number"),
    ({"points": [3, 2, 1, 0]}, 'indices.1.points_vi lacks the key "3"'),
    ({"bands": []}, "bands must fall"),
    ({"bands": [{**BAND, "minimum": 6}]}, "bands must fall"),
    ({"bands": [BAND, {**BAND, "key": "kha", "minimum": 12}]}, "bands must fall"),
    ({"bands": [{**BAND, "key": "kha", "minimum": 19}, BAND]}, "at most 18 points"),
    ({"bands": [{**BAND, "minimum": 9}, BAND]}, "bands must each have a key of their own"),
    ({"bands": [{"key": "yeu", "minimum": 0}]}, 'bands[0] lacks the key "name_vi"'),
    ({"denominator": "some"}, "denominator must be one of evaluated, all"),
    ({"rounding": "half_even_1"}, "rounding must be one of half_up_1"),
    ({"zero_rule": 1}, "zero_rule must be true or false"),
    ({"undeclared_self": None}, "undeclared_self must be one of zero, excused"),
    ({"officer_minimum_slips": 0}, "officer_minimum_slips must be a whole number, 1 or more"),
    ({"valid_from": "2019"}, "valid_from must be a date"),
    ({"valid_to": "2018-01-01"}, "valid_to must not be before valid_from"),
    ({"code": 1902}, "code must be a text"),
]


@pytest.mark.parametrize(
    ("changes", "message"), SPOILT, ids=lambda given: given if isinstance(given, str) else ""
)
def test_what_does_not_add_up_is_named(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(Unusable, match=re.escape(message)):
        read_index_set({**document(), **changes})


def test_a_set_may_be_in_force_for_a_single_day() -> None:
    assert index_set(valid_to="2019-01-06").valid_to == date(2019, 1, 6)
