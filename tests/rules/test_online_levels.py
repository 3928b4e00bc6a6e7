"""Levels are what the offers really are: the lowest of them, with what lacks for the next."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.errors import Unusable
from motcua.rules.online_levels import (
    INFORMATION,
    NEEDS,
    OfferFacts,
    Reached,
    level_of_offer,
    level_of_service,
    read_level_schemes,
    read_offer,
    scheme_on,
)

PROVINCE = Path(__file__).parents[2] / "province" / "quang-binh"


def document() -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads((PROVINCE / "rulebook" / "levels.json").read_text("utf-8"))
    return parsed


OF_2020, OF_2022 = read_level_schemes(document())
NOTHING = OfferFacts(("5.1a",), False, False, False, True, False, ())
FULL = OfferFacts((), True, True, True, False, False, ("online",))
LADDER = (
    (NOTHING, None, ("has_full_information",)),
    (replace(NOTHING, missing_information=()), "1", ("has_downloadable_forms",)),
    (
        replace(NOTHING, missing_information=(), has_downloadable_forms=True),
        "2",
        ("has_online_filing", "has_online_handling"),
    ),
    (replace(FULL, has_online_handling=False), "2", ("has_online_handling",)),
    (
        replace(FULL, has_fee=True, deliveries=("counter",)),
        "3",
        ("no_fee_or_online_payment", "result_is_sent"),
    ),
    (replace(FULL, has_fee=True), "3", ("no_fee_or_online_payment",)),
    (replace(FULL, has_fee=True, has_online_payment=True), "4", ()),
    (FULL, "4", ()),
)


@pytest.mark.parametrize(("offer", "key", "missing"), LADDER)
def test_a_level_is_reached_when_all_its_needs_are_met(
    offer: OfferFacts, key: str | None, missing: tuple[str, ...]
) -> None:
    assert level_of_offer(OF_2020, offer) == Reached(key, int(key or 0), missing)


def test_what_a_level_lacks_below_is_not_made_up_for_above() -> None:
    assert level_of_offer(OF_2020, replace(FULL, has_downloadable_forms=False)).key == "1"
    assert level_of_offer(OF_2020, replace(FULL, missing_information=("5.1l",))).key is None


@pytest.mark.parametrize(("way", "level"), [("online", "4"), ("post", "4"), ("home", "4"), ("counter", "3")])
def test_a_result_that_only_waits_at_the_counter_is_not_sent(way: str, level: str) -> None:
    assert level_of_offer(OF_2020, replace(FULL, deliveries=(way,))).key == level


def test_pick_up_is_enough_where_the_province_has_chosen_so() -> None:
    at_the_counter = replace(FULL, deliveries=("counter",))
    assert level_of_offer(OF_2020, at_the_counter, pickup_counts=True).key == "4"
    assert level_of_offer(OF_2020, replace(FULL, deliveries=()), pickup_counts=True).key == "3"


def test_a_service_has_the_lowest_level_of_its_offers() -> None:
    offers = [FULL, replace(FULL, has_fee=True), replace(FULL, has_online_filing=False), FULL]
    assert level_of_service(OF_2020, offers) == Reached("2", 2, ("has_online_filing",))


def test_a_service_lacks_what_any_of_its_offers_lacks() -> None:
    offers = [replace(FULL, deliveries=("counter",)), replace(FULL, has_fee=True)]
    assert level_of_service(OF_2020, offers).missing == ("no_fee_or_online_payment", "result_is_sent")


def test_a_service_that_nobody_offers_has_no_level() -> None:
    assert level_of_service(OF_2020, []) == Reached(None, 0, ())


@pytest.mark.parametrize(
    ("offer", "key"),
    [
        (NOTHING, None),
        (replace(NOTHING, missing_information=()), "information"),
        (replace(FULL, has_online_handling=False), "partial"),
        (replace(FULL, has_fee=True), "partial"),
        (FULL, "full"),
    ],
)
def test_the_same_offer_is_partial_or_full_from_2022(offer: OfferFacts, key: str | None) -> None:
    assert level_of_offer(OF_2022, offer).key == key


def test_the_scheme_changes_on_the_day_the_new_decree_comes_into_force() -> None:
    schemes = (OF_2020, OF_2022)
    assert scheme_on(schemes, date(2020, 9, 14)) is OF_2020
    assert scheme_on(schemes, date(2022, 8, 14)) is OF_2020
    assert scheme_on(schemes, date(2022, 8, 15)) is OF_2022
    assert scheme_on(schemes, date(2099, 1, 1)) is OF_2022
    assert scheme_on(schemes, date(2011, 9, 30)) is None


def test_ranks_count_from_one_and_anything_else_is_zero() -> None:
    assert [OF_2020.rank(key) for key in ("1", "4", "5", "full")] == [1, 4, 0, 0]


OFFERS = st.builds(
    OfferFacts,
    missing_information=st.sampled_from(((), ("5.1b",))),
    has_downloadable_forms=st.booleans(),
    has_online_filing=st.booleans(),
    has_online_handling=st.booleans(),
    has_fee=st.booleans(),
    has_online_payment=st.booleans(),
    deliveries=st.frozensets(st.sampled_from(("counter", "post", "home", "online"))),
)


@given(st.lists(OFFERS, min_size=1, max_size=4), st.booleans(), st.sampled_from((OF_2020, OF_2022)))
def test_a_service_is_as_high_as_its_weakest_offer(
    offers: list[OfferFacts], pickup: bool, scheme: Any
) -> None:
    ranks = [level_of_offer(scheme, offer, pickup_counts=pickup).rank for offer in offers]
    assert level_of_service(scheme, offers, pickup_counts=pickup).rank == min(ranks)


@given(OFFERS, st.booleans())
def test_meeting_what_is_missing_leads_to_the_next_level(offer: OfferFacts, pickup: bool) -> None:
    mended = {
        "has_full_information": {"missing_information": ()},
        "has_downloadable_forms": {"has_downloadable_forms": True},
        "has_online_filing": {"has_online_filing": True},
        "has_online_handling": {"has_online_handling": True},
        "no_fee_or_online_payment": {"has_online_payment": True},
        "result_is_sent": {"deliveries": ("post",)},
    }
    before = level_of_offer(OF_2020, offer, pickup_counts=pickup)
    for need in before.missing:
        offer = replace(offer, **mended[need])
    after = level_of_offer(OF_2020, offer, pickup_counts=pickup)
    assert after.rank >= min(before.rank + 1, 4)


# Reading what the province holds.

PROCEDURE = {key: "x" for key, _ in INFORMATION.values()} | {"fees": []}
OFFER = {
    "has_full_information": True,
    "has_downloadable_forms": True,
    "has_online_filing": True,
    "has_online_handling": True,
    "has_online_payment": False,
    "result_deliveries": ["counter", "online"],
}


def test_an_offer_is_read_from_the_province_folder() -> None:
    assert read_offer(PROCEDURE, OFFER) == replace(FULL, deliveries=frozenset({"counter", "online"}))
    assert read_offer({**PROCEDURE, "fees": [{"code": "fee"}]}, OFFER).has_fee


@pytest.mark.parametrize(("item", "key"), [(item, key) for item, (key, _) in INFORMATION.items()])
def test_what_the_published_text_leaves_empty_is_named(item: str, key: str) -> None:
    spoilt = OFFER | {"result_deliveries": []} if key == "result_deliveries" else OFFER
    assert read_offer({**PROCEDURE, key: []}, spoilt).missing_information == (item,)


def test_an_offer_may_say_itself_that_it_lacks_information() -> None:
    assert read_offer(PROCEDURE, {**OFFER, "has_full_information": False}).missing_information == ("5.1",)


def test_every_procedure_of_the_province_publishes_all_its_information() -> None:
    files = sorted((PROVINCE / "procedures").glob("*.json"))
    procedures = [json.loads(file.read_text("utf-8")) for file in files]
    assert len(procedures) >= 45
    lacking = {text["code"]: read_offer(text, text["offers"]).missing_information for text in procedures}
    assert not {code: missing for code, missing in lacking.items() if missing}


def spoilt(change: dict[str, Any], scheme: int = 0, level: int | None = None) -> dict[str, Any]:
    parsed = document()
    target = parsed["schemes"][scheme]
    (target if level is None else target["levels"][level]).update(change)
    return parsed


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"schemas": []}, 'lacks the key "schemes"'),
        (spoilt({"valid_to": None}), "let full-partial begin before levels-1-4 has ended"),
        (spoilt({"valid_to": "2022-08-15"}), "let full-partial begin before levels-1-4 has ended"),
        (spoilt({"levels": []}), "schemes[0].levels must name at least one level"),
        (spoilt({"needs": []}, level=2), "must ask more for level 3 than for 2"),
        (spoilt({"needs": ["has_full_information"]}, level=1), "must ask more for level 2 than for 1"),
        (spoilt({"needs": ["has_everything"]}, level=3), "schemes[0].levels[3].needs[0] must be one of"),
    ],
)
def test_schemes_that_do_not_add_up_are_refused(wrong: object, message: str) -> None:
    with pytest.raises(Unusable, match=re.escape(message)):
        read_level_schemes(wrong)


def test_every_need_can_be_told_to_people() -> None:
    assert all(need.lacking for need in NEEDS.values())
