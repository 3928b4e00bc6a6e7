"""What is counted before a score is made: slips, late slips, declined filings, weights."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.scoring import score_agency
from motcua.rules.scoring_tally import (
    ProcedureTally,
    add_sums,
    sum_slips,
    tally_slips,
    weight_of,
    with_declined,
    with_late,
    with_parts,
)
from tests.rules.index_set_files import index_set

SET = index_set()
SLIPS = st.lists(st.dictionaries(st.sampled_from("12347"), st.sampled_from((2, 1, 0))), max_size=20)


def test_each_index_counts_only_the_slips_that_carry_it() -> None:
    tally = tally_slips("A", 9, [{"1": 2, "3": 0}, {"1": 1}, {}])
    assert tally.sums == {"1": (3, 2), "3": (0, 1)}


@given(SLIPS, SLIPS)
def test_two_roll_ups_add_up_to_the_roll_up_of_all(
    left: list[dict[str, int]], right: list[dict[str, int]]
) -> None:
    assert add_sums(sum_slips(left), sum_slips(right)) == sum_slips(left + right)


def test_a_procedure_weighs_what_was_finished_or_else_what_was_received() -> None:
    assert weight_of(received=30, finished=12) == 12
    assert weight_of(received=30, finished=0) == 30
    assert weight_of(received=0, finished=0) == 0


def test_a_late_slip_brings_its_dossier_along_as_one_more() -> None:
    tally = with_late(tally_slips("A", 3, [{"1": 2}]), sum_slips([{"1": 0, "7": 1}]))
    assert score_agency(SET, [tally], {}).indices["1"] == Decimal("1.5")  # (3 × 2 + 1 × 0) / 4


def test_a_late_slip_alone_gives_its_procedure_a_dossier() -> None:
    late = with_late(ProcedureTally("late", 0, {}), {"1": (2, 1)})
    heavy = tally_slips("heavy", 3, [{"1": 0}])
    assert score_agency(SET, [late, heavy], {}).indices["1"] == Decimal("0.5")  # (1 × 2 + 3 × 0) / 4


def test_one_late_slip_does_not_lift_forty_dossiers_that_nobody_has_answered_for() -> None:
    tally = with_late(ProcedureTally("A", 40, {}), {"1": (2, 1)})
    assert score_agency(SET, [tally], {}).indices["1"] == Decimal("0.0")  # (40 × 0 + 1 × 2) / 41


def test_a_declined_filing_speaks_of_the_desk_alone() -> None:
    tally = with_declined(ProcedureTally("A", 0, {}), sum_slips([{"1": 2, "3": 1, "4": 2, "7": 0}]))
    row = score_agency(SET, [tally], {}).procedures[0].indices
    assert row == {"1": None, "2": None, "3": Decimal("1.0"), "4": Decimal("2.0"), "7": Decimal("0.0")}


def test_a_declined_filing_weighs_one_beside_the_dossiers() -> None:
    tally = with_declined(tally_slips("A", 3, [{"1": 2, "3": 2}]), {"3": (0, 1)})
    other = tally_slips("B", 4, [{"3": 1}])
    # (3 × 2 + 1 × 0 + 4 × 1) / 8
    assert score_agency(SET, [tally, other], {}).indices["3"] == Decimal("1.3")


def test_declined_filings_add_up_over_several_calls() -> None:
    once = with_declined(ProcedureTally("A", 0, {}, extra={"2": 5}), {"3": (1, 1)})
    twice = with_declined(once, {"3": (2, 1), "7": (2, 1)})
    assert twice.extra == {"2": 5}
    assert twice.alone == {"3": (3, 2), "7": (2, 1)}


def test_parts_in_others_dossiers_weigh_in_index_two_beside_the_own_dossiers() -> None:
    tally = with_parts(tally_slips("A", 2, [{"1": 1, "2": 2}]), 6, {"1": (0, 5), "2": (0, 1)})
    other = tally_slips("B", 8, [{"1": 1, "2": 2}])
    scored = score_agency(SET, [tally, other], {}).indices
    assert scored["1"] == Decimal("1.0")
    assert scored["2"] == Decimal("1.5")  # ((2 + 6) × 1 + 8 × 2) / 16


def test_parts_nobody_has_answered_for_score_zero_and_nothing_else() -> None:
    scored = score_agency(SET, [with_parts(ProcedureTally("A", 0, {}), 6, {})], {}).indices
    assert [scored[index] for index in SET.per_dossier] == [None, Decimal("0.0"), None, None, None]


def test_a_part_in_a_dossier_that_is_only_open_shows_zero_and_weighs_nothing() -> None:
    scored = score_agency(SET, [with_parts(ProcedureTally("A", 0, {}), 0, {})], {})
    assert scored.procedures[0].indices["2"] == Decimal("0.0")
    assert scored.indices["2"] is None


def test_by_the_letter_each_slip_alone_is_one_more_dossier() -> None:
    literal = index_set(denominator="all")
    tally = with_late(ProcedureTally("A", 9, {"1": (9, 5)}), {"1": (1, 1)})
    assert score_agency(literal, [tally], {}).indices["1"] == Decimal("1.0")  # (9 + 1) / (9 + 1)
