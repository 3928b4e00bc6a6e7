"""Finding a procedure in one's own words."""

from __future__ import annotations

import pytest

from motcua.records.procedures.models import Procedure
from motcua.reports.find_procedures import Wanted, find_procedures, life_event_counts
from tests.cast import Cast


@pytest.mark.parametrize(
    "text", ["khai sinh", "KHAI SINH", "lam giay khai sinh", "Đăng ký khai sinh", "sinh khai"]
)
def test_birth_registration_is_found_with_and_without_diacritics(cast: Cast, text: str) -> None:
    assert [one.code for one in find_procedures(Wanted(text=text)).procedures] == ["1.001193"]


def test_every_word_must_be_there_and_what_comes_near_is_offered(cast: Cast) -> None:
    found = find_procedures(Wanted(text="khai sinh khongthe"))
    assert not found.procedures
    assert found.near[0].code == "1.001193"


def test_filters_narrow_and_a_page_beyond_the_end_is_the_last(cast: Cast) -> None:
    assert find_procedures(Wanted(tier="province")).total == 0
    found = find_procedures(Wanted(tier="commune", page=99))
    assert (found.total, found.page, found.has_next) == (2, 1, False)


def test_events_of_a_life_are_counted(cast: Cast) -> None:
    assert life_event_counts()["birth"] == 1


def test_what_is_named_so_stands_before_what_only_mentions_it(cast: Cast) -> None:
    Procedure.objects.exclude(code="1.001193").update(folded="cap ban sao trich luc ho tich, giay khai sinh")
    found = find_procedures(Wanted(text="Khai sinh"))
    assert found.procedures[0].code == "1.001193"
    assert found.total == 2
