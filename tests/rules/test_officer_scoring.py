"""Officers are scored by the slips of the dossiers they worked on, and never by silence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.kit.errors import Unusable
from motcua.rules.officer_scoring import OfficerScore, officer_band, score_officer
from motcua.rules.scoring_tally import sum_slips
from tests.rules.index_set_files import index_set

SET = index_set()


def scored(*slips: dict[str, int]) -> OfficerScore:
    return score_officer(SET, len(slips), sum_slips(slips))


def slip(*points: int) -> dict[str, int]:
    return dict(zip("12347", points, strict=True))


def band(score: OfficerScore) -> str | None:
    return score.band.key if score.band else None


def test_fewer_than_five_slips_are_not_enough_and_show_nothing() -> None:
    score = scored(*[slip(2, 2, 2, 2, 2)] * 4)
    assert score == OfficerScore(4, dict.fromkeys("12347"), None, 0, None)


def test_five_slips_are_enough() -> None:
    score = scored(*[slip(2, 2, 2, 2, 2)] * 5)
    assert (score.total, score.maximum, band(score)) == (Decimal("10.0"), 10, "hoan_thanh_100")


def test_exactly_five_points_are_all_duties_done() -> None:
    score = scored(*[slip(1, 1, 1, 1, 1)] * 10)
    assert (score.total, band(score)) == (Decimal("5.0"), "hoan_thanh_100")


def test_four_point_nine_is_less_than_all_duties() -> None:
    score = scored(*[slip(1, 1, 1, 1, 1)] * 9, slip(0, 1, 1, 1, 1))
    assert (score.indices["1"], score.total, band(score)) == (Decimal("0.9"), Decimal("4.9"), "hoan_thanh_70")


def test_three_and_a_half_divides_seventy_from_less() -> None:
    half = [slip(1, 1, 1, 0, 0), slip(1, 1, 1, 1, 0)] * 5
    assert (scored(*half).total, band(scored(*half))) == (Decimal("3.5"), "hoan_thanh_70")
    below = [*half[:-1], slip(1, 1, 1, 0, 0)]
    assert (scored(*below).total, band(scored(*below))) == (Decimal("3.4"), "hoan_thanh_duoi_70")


def test_an_index_nobody_answered_is_left_out_and_the_bands_are_scaled() -> None:
    score = scored(*[{"1": 1, "2": 1, "3": 1, "7": 1}] * 5)
    assert score.indices["4"] is None
    assert (score.total, score.maximum, band(score)) == (
        Decimal("4.0"),
        8,
        "hoan_thanh_100",
    )  # 4 × 10 / 8 = 5


def test_each_mean_is_rounded_half_up() -> None:
    twenty = [{"1": 1}] * 5 + [{"1": 0}] * 15
    assert scored(*twenty).indices["1"] == Decimal("0.3")


def test_slips_that_answer_nothing_give_no_band() -> None:
    score = scored(*[{}] * 6)
    assert (score.total, score.maximum, score.band) == (Decimal("0.0"), 0, None)


def test_the_least_number_of_slips_is_the_index_sets() -> None:
    strict = index_set(officer_minimum_slips=6)
    assert score_officer(strict, 5, {"1": (10, 5)}).band is None
    assert score_officer(strict, 6, {"1": (12, 6)}).band is not None


@pytest.mark.parametrize("sums", [{"1": (11, 5)}, {"1": (-1, 5)}, {"1": (2, 6)}])
def test_sums_that_the_slips_cannot_give_are_refused(sums: dict[str, tuple[int, int]]) -> None:
    with pytest.raises(Unusable, match="index 1"):
        score_officer(SET, 5, sums)


SLIPS = st.lists(
    st.dictionaries(st.sampled_from("12347"), st.sampled_from((2, 1, 0))), min_size=5, max_size=15
)


@settings(max_examples=200, deadline=None)
@given(SLIPS)
def test_an_officers_score_is_that_of_long_division(slips: list[dict[str, int]]) -> None:
    for index, score in scored(*slips).indices.items():
        answers = [answer[index] for answer in slips if index in answer]
        tenths = (sum(answers) * 20 + len(answers)) // (2 * len(answers)) if answers else None
        assert score == (None if tenths is None else Decimal(tenths) / 10)


@given(st.integers(0, 100), st.integers(1, 5))
def test_a_better_total_never_has_a_worse_band(tenths: int, answered: int) -> None:
    maximum = 2 * answered
    total = min(Decimal(tenths) / 10, Decimal(maximum))
    lower, better = officer_band(SET, total, maximum), officer_band(SET, Decimal(maximum), maximum)
    assert lower
    assert better
    assert lower.minimum <= better.minimum
