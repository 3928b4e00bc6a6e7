"""Scores the officers who receive, handle and release dossiers, by the slips of the dossiers they worked on.

Source: TT 01/2018/TT-VPCP Art. 15.1a, 15.2, 15.3a.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from motcua.kit.errors import Unusable
from motcua.kit.words import N_
from motcua.rules.index_sets import IndexSet
from motcua.rules.scoring import to_one_decimal
from motcua.rules.scoring_tally import Sums

NOT_ENOUGH = N_("Chưa đủ thông tin")


@dataclass(frozen=True, slots=True)
class OfficerBand:
    """How much of the duties is done: from `minimum` on the sum of the five, each 2 at most."""

    key: str
    name_vi: str
    minimum: Decimal


#: Art. 15.3a.
OFFICER_BANDS = (
    OfficerBand("hoan_thanh_100", N_("Hoàn thành 100% nhiệm vụ"), Decimal("5")),
    OfficerBand("hoan_thanh_70", N_("Hoàn thành từ 70% đến dưới 100% nhiệm vụ"), Decimal("3.5")),
    OfficerBand("hoan_thanh_duoi_70", N_("Hoàn thành dưới 70% nhiệm vụ"), Decimal("0")),
)


@dataclass(frozen=True, slots=True)
class OfficerScore:
    """An officer's evaluation. Below the least number of slips all is None but `slips`: chưa đủ thông tin.

    `maximum` is what could have been reached in the indices that somebody answered.
    """

    slips: int
    indices: Mapping[str, Decimal | None]
    total: Decimal | None
    maximum: int
    band: OfficerBand | None


def score_officer(index_set: IndexSet, slips: int, sums: Sums) -> OfficerScore:
    """The score from `slips`, how many evaluated dossiers the officer completed a step in, and their sums.

    `sums` are those of the slips, with index 2 by the officer's own steps (`scoring_facts.points_for_parts`).
    The zero rule is no person's: an index that nobody answered is left out, and the bands are drawn on
    total × full marks of the five ÷ maximum.
    """
    _refuse_impossible(index_set, slips, sums)
    if slips < index_set.officer_minimum_slips:
        return OfficerScore(slips, dict.fromkeys(index_set.per_dossier), None, 0, None)
    indices = {index: _mean(sums, index) for index in index_set.per_dossier}
    answered = [score for score in indices.values() if score is not None]
    total, maximum = sum(answered, Decimal("0.0")), index_set.points[0] * len(answered)
    return OfficerScore(slips, indices, total, maximum, officer_band(index_set, total, maximum))


def officer_band(index_set: IndexSet, total: Decimal, maximum: int) -> OfficerBand | None:
    """The band of a total out of `maximum`, scaled exactly to all five indices; None where nothing counts."""
    if maximum == 0:
        return None
    scaled = Fraction(total) * index_set.points[0] * len(index_set.per_dossier) / maximum
    return next(band for band in OFFICER_BANDS if scaled >= band.minimum)


def _mean(sums: Sums, index: str) -> Decimal | None:
    points, answers = sums.get(index, (0, 0))
    return to_one_decimal(Fraction(points, answers)) if answers else None


def _refuse_impossible(index_set: IndexSet, slips: int, sums: Sums) -> None:
    for index, (points, answers) in sums.items():
        if not (0 <= points <= index_set.points[0] * answers and answers <= slips):
            raise Unusable(f"officer, index {index}: {points} points on {answers} answers of {slips} slips")
