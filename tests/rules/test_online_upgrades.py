"""Who could go up a level and on what ground, and the shares of services that have."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from motcua.kit.refusal import Refused
from motcua.rules.online_levels import OfferFacts
from motcua.rules.online_upgrades import (
    ARTICLE_3_4D,
    GROUNDS,
    NO_FEE_ONLINE_RESULT,
    Service,
    Share,
    by_agency,
    by_field,
    by_tier,
    check_proposal,
    share_at,
    shares_by,
    upgrade_of,
)
from tests.rules.test_online_levels import FULL, OF_2020, OF_2022


@pytest.mark.parametrize(
    ("offers", "ground"),
    [
        ([FULL], NO_FEE_ONLINE_RESULT),
        ([FULL, replace(FULL, deliveries=("counter", "online"))], NO_FEE_ONLINE_RESULT),
        ([FULL, replace(FULL, deliveries=("post",))], ARTICLE_3_4D),
        ([replace(FULL, has_fee=True, has_online_payment=True)], ARTICLE_3_4D),
    ],
)
def test_a_candidate_has_its_ground(offers: list[OfferFacts], ground: str) -> None:
    upgrade = upgrade_of(OF_2020, "3", offers)
    assert upgrade
    assert upgrade.is_candidate
    assert (upgrade.ground, upgrade.missing) == (ground, ())


def test_what_keeps_a_service_at_level_three_is_named_over_all_its_offers() -> None:
    offers = [replace(FULL, has_fee=True), replace(FULL, has_online_filing=False)]
    upgrade = upgrade_of(OF_2020, "3", offers)
    assert upgrade
    assert not upgrade.is_candidate
    assert upgrade.missing == ("has_online_filing", "no_fee_or_online_payment")


@pytest.mark.parametrize("declared", ["1", "2", "4", "full"])
def test_only_services_declared_at_three_are_looked_at(declared: str) -> None:
    assert upgrade_of(OF_2020, declared, [FULL]) is None


def test_a_service_that_nobody_offers_is_no_candidate() -> None:
    assert upgrade_of(OF_2020, "3", []) is None


def test_pick_up_makes_a_candidate_where_the_province_has_chosen_so() -> None:
    offers = [replace(FULL, deliveries=("counter",))]
    strict, lenient = (upgrade_of(OF_2020, "3", offers, pickup_counts=choice) for choice in (False, True))
    assert strict
    assert strict.missing == ("result_is_sent",)
    assert lenient
    assert lenient.ground == ARTICLE_3_4D


def test_from_2022_partial_services_are_looked_at() -> None:
    upgrade = upgrade_of(OF_2022, "partial", [FULL])
    assert upgrade
    assert upgrade.is_candidate


# TT 01/2018 Art. 21.1c.


@pytest.mark.parametrize(
    ("share", "reaches"),
    [
        (Share(3, 10), True),
        (Share(299, 1000), False),
        (Share(1, 3), True),
        (Share(0, 0), False),
        (Share(0, 5), False),
    ],
)
def test_thirty_per_cent_is_reached_exactly(share: Share, reaches: bool) -> None:
    assert share.reaches(30) is reaches


def test_of_nothing_there_is_no_share() -> None:
    assert Share(0, 0).exact is None
    assert Share(1, 3).exact == Fraction(1, 3)


def test_a_proposal_on_thirty_per_cent_needs_nothing_more() -> None:
    assert check_proposal(Share(3, 10), reason="", ground=None) is None


@pytest.mark.parametrize(
    ("reason", "ground", "code"),
    [
        ("", ARTICLE_3_4D, "reason_missing"),
        ("  ", None, "reason_missing"),
        ("Nhu cầu cao", None, "ground_missing"),
        ("Nhu cầu cao", "because", "ground_missing"),
    ],
)
def test_a_proposal_below_thirty_per_cent_needs_a_reason_and_a_ground(
    reason: str, ground: str | None, code: str
) -> None:
    refused = check_proposal(Share(2, 10), reason=reason, ground=ground)
    assert isinstance(refused, Refused)
    assert refused.code == code
    assert "2 trên 10, dưới 30%:" in str(refused)


@pytest.mark.parametrize("ground", sorted(GROUNDS))
def test_a_reason_and_a_ground_carry_a_proposal(ground: str) -> None:
    assert check_proposal(Share(0, 0), reason="Nhu cầu cao", ground=ground) is None


def test_the_share_asked_for_is_the_rule_books() -> None:
    assert check_proposal(Share(2, 10), reason="", ground=None, least_percent=20) is None


# NQ 17/NQ-CP: 30 % of the services at level 4.

SERVICES = {
    "birth": Service("HT", "commune", frozenset({"Đồng Hới", "Bố Trạch", "Lệ Thủy"}), 4),
    "death": Service("HT", "commune", frozenset({"Đồng Hới", "Bố Trạch"}), 3),
    "land": Service("DD", "district", frozenset({"Lệ Thủy"}), 2),
}


def test_a_service_counts_once_however_many_agencies_offer_it() -> None:
    assert share_at(SERVICES, 4) == Share(1, 3)
    assert share_at(SERVICES, 4).reaches(30)
    assert share_at(SERVICES, 3) == Share(2, 3)
    assert share_at({}, 4) == Share(0, 0)


def test_shares_by_agency_count_the_services_of_that_agency() -> None:
    assert shares_by(SERVICES, 4, by_agency) == {
        "Bố Trạch": Share(1, 2),
        "Lệ Thủy": Share(1, 2),
        "Đồng Hới": Share(1, 2),
    }


def test_shares_by_field_and_by_tier_count_the_services_in_them() -> None:
    assert shares_by(SERVICES, 3, by_field) == {"DD": Share(0, 1), "HT": Share(2, 2)}
    assert shares_by(SERVICES, 4, by_tier) == {"commune": Share(1, 2), "district": Share(0, 1)}


def test_a_service_named_twice_in_a_group_counts_once_there() -> None:
    assert shares_by(SERVICES, 4, lambda _: ["all", "all"]) == {"all": Share(1, 3)}
