"""Fees and charges in whole đồng."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.refusal import Refused
from motcua.rules.fees import (
    Bill,
    Exemption,
    FeeItem,
    Kind,
    Quantity,
    Tier,
    Unit,
    full_price,
    item_from_json,
    item_to_json,
    reckon_fees,
)

COPIES = FeeItem(
    *("copy", "Chứng thực bản sao", Kind.FEE, Unit.PAGE, (Tier(1, 2000), Tier(3, 1000))), cap_vnd=200_000
)
CHARGE = FeeItem("charge", "Lệ phí hộ tịch", Kind.CHARGE, Unit.DOSSIER, (Tier(1, 15_000),))
EXTRACTS = FeeItem("extract", "Trích lục", Kind.FEE, Unit.COPY, (Tier(1, 8000),))
POOR = Exemption("poor", "Hộ nghèo", "Luật 97/2015/QH13 Điều 10", 100, frozenset({"charge"}))
ONLINE = Exemption("online", "Nộp trực tuyến", "giả định", 50)


def due(item: FeeItem, quantity: Quantity, *exemptions: Exemption) -> int:
    bill = reckon_fees([item], {item.code: quantity}, exemptions)
    assert isinstance(bill, Bill)
    return bill.due_vnd


@pytest.mark.parametrize(
    ("pages", "vnd"),
    [(1, 2000), (2, 4000), (3, 5000), (10, 12_000), (197, 199_000), (198, 200_000), (900, 200_000)],
)
def test_a_certified_copy_costs_less_from_the_third_page_and_is_capped(pages: int, vnd: int) -> None:
    assert due(COPIES, Quantity(pages=pages)) == vnd


def test_the_cap_is_for_one_copy() -> None:
    assert due(COPIES, Quantity(copies=3, pages=900)) == 600_000
    assert due(COPIES, Quantity(copies=2, pages=3)) == 10_000


def test_a_charge_for_the_dossier_does_not_grow_with_copies() -> None:
    assert due(CHARGE, Quantity(copies=5, pages=7)) == 15_000
    assert due(EXTRACTS, Quantity(copies=5, pages=7)) == 40_000


def test_an_exemption_covers_the_items_it_names_and_the_best_one_counts() -> None:
    bill = reckon_fees([CHARGE, EXTRACTS], {}, [POOR, ONLINE])
    assert isinstance(bill, Bill)
    assert [(line.due_vnd, line.full_vnd, line.exemption) for line in bill.lines] == [
        (0, 15_000, "poor"),
        (4000, 8000, "online"),
    ]
    assert bill.due_vnd == 4000


def test_one_copy_of_one_page_and_a_whole_exemption_are_meant_where_nothing_is_said() -> None:
    whole = Exemption("whole", "Miễn", "giả định")
    for item, vnd in ((COPIES, 2000), (CHARGE, 15_000), (EXTRACTS, 8000)):
        bill, free = reckon_fees([item], {}), reckon_fees([item], {}, [whole])
        assert isinstance(bill, Bill)
        assert isinstance(free, Bill)
        assert (bill.due_vnd, free.due_vnd) == (vnd, 0)
        assert bill.lines[0].quantity == Quantity(copies=1, pages=1)


def test_half_of_an_odd_amount_is_rounded_down() -> None:
    odd = FeeItem("odd", "Lẻ", Kind.FEE, Unit.DOSSIER, (Tier(1, 75_001),))
    assert due(odd, Quantity(), ONLINE) == 37_500


def test_what_costs_nothing_needs_no_exemption() -> None:
    free = FeeItem("free", "Miễn phí", Kind.CHARGE, Unit.DOSSIER, (Tier(1, 0),))
    bill = reckon_fees([free], {}, [ONLINE])
    assert isinstance(bill, Bill)
    assert bill.lines[0].exemption is None


@pytest.mark.parametrize(
    "quantity", [Quantity(copies=0), Quantity(pages=0), Quantity(copies=-1), Quantity(pages=10_001)]
)
def test_a_quantity_that_cannot_be_is_refused(quantity: Quantity) -> None:
    answer = reckon_fees([COPIES], {"copy": quantity})
    assert isinstance(answer, Refused)
    assert answer.code == "quantity_out_of_range"
    assert "Chứng thực bản sao" in str(answer)


@given(st.integers(1, 400), st.integers(1, 20))
def test_the_price_of_pages_agrees_with_counting_them_one_by_one(pages: int, copies: int) -> None:
    one = min(200_000, sum(2000 if page < 3 else 1000 for page in range(1, pages + 1)))
    assert full_price(COPIES, Quantity(copies, pages)) == copies * one


@pytest.mark.parametrize("item", [COPIES, CHARGE, EXTRACTS])
def test_an_item_reads_back_from_its_json(item: FeeItem) -> None:
    assert item_from_json(item_to_json(item)) == item


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"tiers": []}, "tiers"),
        ({"tiers": [[2, 1000]]}, "begin at 1"),
        ({"tiers": [[1, 1000], [1, 500]]}, "rise"),
        ({"tiers": [[1, 1000.5]]}, "whole number"),
        ({"tiers": [[1, -1]]}, "at least 0"),
        ({"tiers": [[1, True]]}, "whole number"),
        ({"cap_vnd": "200000"}, "cap_vnd"),
        ({"kind": "tax"}, "tax"),
    ],
)
def test_a_broken_item_says_what_is_wrong(change: dict[str, object], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        item_from_json({**item_to_json(COPIES), **change})
