"""rules/collecting: who collects shows something, a proxy the authorisation; no original gets lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.errors import Unusable
from motcua.rules.collecting import (
    PRESENT,
    SHOWN,
    Collector,
    Originals,
    check_collector,
    share_originals,
    some_originals,
    uncollected_before,
    uncollected_from,
)
from motcua.rules.time_limit import parse_limit

PROXY = {"name": "Trương Văn Bình", "identity": "044088000025", "ground": "Giấy ủy quyền số 12/2020"}
LEFT = {"birth": 1, "land": 2}
REASON = "Cơ quan điều tra đang giữ."
KEYS = st.sampled_from(["birth", "land", "marriage", "school"])


def test_the_applicant_shows_the_receipt_and_is_gone() -> None:
    told = {"collector": "self", "shown": "receipt", "delegation": PROXY}
    assert check_collector("counter", told) == (Collector("self", "receipt"), {})


def test_a_proxy_is_known_by_name_number_and_ground() -> None:
    who, wrong = check_collector("counter", {"collector": "proxy", "shown": "identity", "delegation": PROXY})
    assert (who.delegation, wrong) == (PROXY, {})


def test_a_proxy_without_authorisation_gets_nothing() -> None:
    wrong = check_collector("counter", {"collector": "proxy", "shown": "receipt"})[1]
    assert wrong.keys() == {"delegation.name", "delegation.identity", "delegation.ground"}
    assert "người nhận thay" in wrong["delegation.name"].message


@pytest.mark.parametrize(
    "told", [{}, {"collector": "neighbour", "shown": "present"}, {"collector": ["self"]}]
)
def test_who_collects_and_what_was_shown_is_asked_for(told: dict[str, Any]) -> None:
    assert check_collector("counter", told)[1].keys() == {"collector", "shown"}


def test_only_who_never_left_the_counter_shows_nothing() -> None:
    told = {"collector": "self", "shown": PRESENT}
    assert check_collector("counter", told)[1].keys() == {"shown"}
    assert check_collector("counter", told, shown=(*SHOWN, PRESENT))[1] == {}


def test_the_post_takes_it_under_a_number_and_shows_nothing() -> None:
    assert check_collector("post", {"post_item": "eb 123456789 vn"}) == (
        Collector(post_item="EB123456789VN"),
        {},
    )
    assert check_collector("post", {"collector": "self", "shown": "receipt"})[1].keys() == {"post_item"}


def test_every_original_goes_back_unless_something_else_is_said() -> None:
    assert share_originals(LEFT, None, "") == (Originals(LEFT), {})


def test_an_original_stays_for_a_reason_only() -> None:
    assert share_originals(LEFT, ["birth"], "  ")[1]["kept_reason"].code == "kept_without_reason"
    assert share_originals(LEFT, ["birth"], "x" * 301)[1]["kept_reason"].code == "too_long"
    assert share_originals(LEFT, ["birth"], REASON) == (Originals({"birth": 1}, {"land": 2}, REASON), {})


def test_what_does_not_lie_there_does_not_go_back() -> None:
    for share in (lambda keys: share_originals(LEFT, keys, REASON), lambda keys: some_originals(LEFT, keys)):
        assert share(["birth", "passport"])[1]["returned"].code == "no_such_original"


def test_by_themselves_at_least_one_original_goes_back_and_the_rest_needs_no_new_reason() -> None:
    assert some_originals(LEFT, [])[1]["returned"].code == "none_returned"
    assert some_originals(LEFT, ["land"]) == (Originals({"land": 2}), {})


@given(st.dictionaries(KEYS, st.integers(1, 9)), st.sets(KEYS))
def test_what_goes_back_and_what_stays_is_what_lay_there(left: dict[str, int], ticked: set[str]) -> None:
    """Counted sheet by sheet."""
    shared, wrong = share_originals(left, sorted(ticked), REASON)
    assert bool(wrong) == any(key not in left for key in ticked)
    if not wrong:
        lay = sorted(key for key, count in left.items() for _ in range(count))
        went = [key for key in lay if key in ticked]
        assert sorted(key for key, count in shared.returned.items() for _ in range(count)) == went
        assert sorted(key for key, count in shared.kept.items() for _ in range(count)) == sorted(
            key for key in lay if key not in ticked
        )


def test_fifteen_days_after_the_day_it_was_ready_nobody_has_come() -> None:
    ready = datetime(2020, 9, 14, 16, 59)
    assert uncollected_from(ready, parse_limit("15 day")) == datetime(2020, 9, 30)


def test_results_are_waited_for_in_days_only() -> None:
    with pytest.raises(Unusable):
        uncollected_from(datetime(2020, 9, 14), parse_limit("15 working_day"))


@given(st.datetimes(datetime(2020, 1, 1), datetime(2021, 1, 1)), st.integers(0, 100_000), st.integers(1, 40))
def test_the_list_and_the_reminder_agree_to_the_minute(ready: datetime, minutes: int, days: int) -> None:
    """Against counting the midnights in between."""
    now, limit = ready + timedelta(minutes=minutes), parse_limit(f"{days} day")
    midnights = (now.date() - ready.date()).days
    is_uncollected = midnights > days
    assert (uncollected_from(ready, limit) <= now) == is_uncollected
    assert (ready < uncollected_before(now, limit)) == is_uncollected
