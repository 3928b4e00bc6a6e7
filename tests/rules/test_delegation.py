"""rules/delegation: a proxy is known by name, number and ground; a posted dossier by its item."""

from __future__ import annotations

import pytest

from motcua.kit.refusal import Refused
from motcua.rules.delegation import check_delegation, check_post_item

PROXY = {"name": " Trương  Văn Bình ", "identity": "044 088 000 025", "ground": "Giấy ủy quyền số 12/2020"}


def test_a_proxy_is_kept_clean() -> None:
    assert check_delegation(PROXY) == (
        {"name": "Trương Văn Bình", "identity": "044088000025", "ground": "Giấy ủy quyền số 12/2020"},
        {},
    )


def test_everything_that_is_missing_is_named_at_once() -> None:
    assert check_delegation({})[1].keys() == {"name", "identity", "ground"}


def test_a_ground_as_long_as_a_book_is_refused() -> None:
    assert check_delegation({**PROXY, "ground": "x" * 301})[1]["ground"].code == "too_long"


def test_an_item_number_is_read_with_spaces_and_in_small_letters() -> None:
    assert check_post_item(" eb 123456789 vn ") == "EB123456789VN"


@pytest.mark.parametrize("typed", ["", "EB", "không rõ", "X" * 31])
def test_what_is_no_item_number_is_asked_again(typed: str) -> None:
    assert isinstance(check_post_item(typed), Refused)
