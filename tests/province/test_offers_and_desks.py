"""What each desk receives, and the online levels that follow from what is offered (TT 32/2017 Art. 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from tests.province.province_files import PROCEDURE_CODES, document, procedures, rows

OFFERED_AT = {"commune": "all-communes", "district": "all-districts", "province": "province"}
SENT = {"post", "online"}


def computed_level(procedure: Mapping[str, Any]) -> str:
    """The level by rulebook/levels.json, reckoned here from scratch."""
    offers = procedure["offers"]
    holds = {name for name, value in offers.items() if value is True}
    if not procedure["fees"] or offers["has_online_payment"]:
        holds.add("no_fee_or_online_payment")
    if SENT & set(offers["result_deliveries"]):
        holds.add("result_is_sent")
    (scheme,) = (one for one in document("rulebook/levels.json")["schemes"] if one["code"] == "levels-1-4")
    return max(level["key"] for level in scheme["levels"] if set(level["needs"]) <= holds)


def test_each_procedure_is_offered_at_the_desks_of_its_tier() -> None:
    for one in procedures().values():
        assert one["offers"]["at"] == OFFERED_AT[one["tier"]], one["code"]


def test_the_result_can_be_had_in_the_ways_the_offer_says() -> None:
    for one in procedures().values():
        assert one["result"]["deliveries"] == one["offers"]["result_deliveries"], one["code"]
        assert "counter" in one["result"]["deliveries"]


def test_every_procedure_stands_on_exactly_one_tiers_list() -> None:
    listed = [row["procedure_code"] for row in rows("desks/desk-lists.csv")]
    assert sorted(listed) == PROCEDURE_CODES
    for row in rows("desks/desk-lists.csv"):
        assert row["desk"] == procedures()[row["procedure_code"]]["tier"]


def test_what_is_decided_at_the_desk_is_what_ends_there_at_once() -> None:
    for row in rows("desks/desk-lists.csv"):
        is_immediate = procedures()[row["procedure_code"]]["is_immediate"]
        assert (row["is_decided_at_desk"] == "true") == is_immediate


def test_the_offers_reach_levels_two_three_and_four() -> None:
    levels = Counter(computed_level(one) for one in procedures().values())
    assert set(levels) == {"2", "3", "4"}
    assert min(levels.values()) >= 4


def test_some_services_could_be_upgraded_and_some_promise_too_much() -> None:
    pairs = {code: (one["declared_level"], int(computed_level(one))) for code, one in procedures().items()}
    assert sum(pair == (3, 4) for pair in pairs.values()) >= 4
    assert any(declared > computed for declared, computed in pairs.values())


def test_an_online_offer_is_handled_online() -> None:
    for one in procedures().values():
        offers = one["offers"]
        assert offers["has_online_handling"] == offers["has_online_filing"], one["code"]
        assert not offers["has_online_payment"] or offers["has_online_filing"]
