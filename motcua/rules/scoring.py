"""Scores the agencies that handle procedures, exactly, from slips or from the sums the roll-ups keep.

Source: TT 01/2018/TT-VPCP Art. 14–15; NĐ 61/2018/NĐ-CP Art. 27–32; công văn 1650/UBND-KSTT (a procedure with
dossiers and no slip scores 0).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from motcua.kit.errors import Unusable
from motcua.rules.index_sets import IndexSet
from motcua.rules.scoring_tally import ProcedureTally

Points = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A procedure in an index: its weight, and the points that this weight brings to the agency's mean.

    `unweighed` is its mean where it weighs nothing: dossiers that are open and no more.
    """

    weight: int
    points: Fraction
    unweighed: Fraction = Fraction(0)

    @property
    def mean(self) -> Fraction:
        return self.points / self.weight if self.weight else self.unweighed


@dataclass(frozen=True, slots=True)
class ProcedureScore:
    """A procedure's row: each per-dossier index to one decimal, None where it is not counted."""

    code: str
    indices: Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class AgencyScore:
    """An agency's evaluation: nine indices to one decimal, their sum, and the band it falls in.

    `maximum` is what it could have reached in the indices that count; `band` is None where none of the
    per-dossier indices counts (không xếp loại). `undeclared` names the indices that were neither assessed nor
    excused (chưa tự đánh giá).
    """

    indices: Mapping[str, Decimal | None]
    total: Decimal
    maximum: int
    band: str | None
    undeclared: tuple[str, ...]
    procedures: tuple[ProcedureScore, ...]


def score_agency(
    index_set: IndexSet,
    procedures: Sequence[ProcedureTally],
    self_points: Points,
    appraised: Points | None = None,
) -> AgencyScore:
    """The agency's score. In `self_points` and `appraised`, None excuses the agency from an index.

    A year is scored from tallies of the whole year: quarters neither add up (weights) nor average (rounding).
    """
    declared = {**self_points, **(appraised or {})}
    _refuse_impossible(index_set, procedures, declared)
    exact = {index: _exact_score(index_set, procedures, declared, index) for index in index_set.indices}
    indices = {index: _rounded(score) for index, score in exact.items()}
    counted = [score for score in indices.values() if score is not None]
    total, maximum = sum(counted, Decimal("0.0")), index_set.points[0] * len(counted)
    is_classed = any(indices[index] is not None for index in index_set.per_dossier)
    return AgencyScore(
        indices=indices,
        total=total,
        maximum=maximum,
        band=band_of(index_set, total, maximum) if is_classed else None,
        undeclared=tuple(index for index in index_set.per_agency if index not in declared),
        procedures=tuple(score_procedure(index_set, tally) for tally in procedures),
    )


def score_procedure(index_set: IndexSet, tally: ProcedureTally) -> ProcedureScore:
    """The procedure's own row: the mean of its slips, 0 where it has dossiers and no slip answers."""
    found = {index: weigh_procedure(index_set, tally, index) for index in index_set.per_dossier}
    return ProcedureScore(
        tally.code, {index: _rounded(one.mean if one else None) for index, one in found.items()}
    )


def weigh_procedure(index_set: IndexSet, tally: ProcedureTally, index: str) -> Weighed | None:
    """What a procedure amounts to in an index of the five; None where it is not counted.

    Its slips speak for all its dossiers, and those of `tally.alone` for themselves.
    """
    mean = _mean_of_slips(index_set, tally, index)
    points, alone = tally.alone.get(index, (0, 0))
    if mean is None:
        return Weighed(alone, Fraction(points)) if alone else None
    dossiers = tally.weight(index)
    return Weighed(dossiers + alone, dossiers * mean + points, unweighed=mean)


def plain_score(code: str, score: AgencyScore) -> dict[str, object]:
    """An agency's score as JSON carries it, on the command line and in the API."""
    return {
        "code": code,
        "indices": _plain_indices(score.indices),
        "total": float(score.total),
        "maximum": score.maximum,
        "band": score.band,
        "procedures": [
            {"code": row.code, "indices": _plain_indices(row.indices)} for row in score.procedures
        ],
    }


def band_of(index_set: IndexSet, total: Decimal, maximum: int) -> str | None:
    """The band of a total out of `maximum`, scaled exactly to the full marks; None where nothing counts."""
    if maximum == 0:
        return None
    scaled = Fraction(total) * index_set.full_marks / maximum
    return next(band.key for band in index_set.bands if scaled >= band.minimum)


def to_one_decimal(score: Fraction) -> Decimal:
    """A score ≥ 0 to one decimal, half up: 0.25 → 0.3."""
    tenths = (score * 20 + 1) // 2
    return Decimal(tenths).scaleb(-1)


def _plain_indices(indices: Mapping[str, Decimal | None]) -> dict[str, float | None]:
    return {index: None if score is None else float(score) for index, score in indices.items()}


def _refuse_impossible(index_set: IndexSet, procedures: Sequence[ProcedureTally], declared: Points) -> None:
    """A roll-up that cannot be true must not become a published score."""
    most = index_set.points[0]
    for tally in procedures:
        if min(tally.dossiers, tally.open_dossiers, *tally.extra.values()) < 0:
            raise Unusable(f"procedure {tally.code}: a number of dossiers below 0")
        for index, (points, slips) in [*tally.sums.items(), *tally.alone.items()]:
            if not 0 <= points <= most * slips:
                raise Unusable(f"procedure {tally.code}, index {index}: {points} points on {slips} slips")
    for index, given in declared.items():
        if index not in index_set.per_agency or not (given is None or given in index_set.points):
            raise Unusable(f"index {index}: an agency is not given {given} points in {index_set.code}")


def _rounded(score: Fraction | None) -> Decimal | None:
    return None if score is None else to_one_decimal(score)


def _exact_score(
    index_set: IndexSet, procedures: Sequence[ProcedureTally], declared: Points, index: str
) -> Fraction | None:
    if index in index_set.per_agency:
        return _declared_score(index_set, declared, index)
    if index_set.denominator == "all":
        return _points_per_dossier(index_set, procedures, index)
    return _mean_over_procedures(index_set, procedures, index)


def _declared_score(index_set: IndexSet, declared: Points, index: str) -> Fraction | None:
    points = declared.get(index, 0 if index_set.undeclared_self == "zero" else None)
    return None if points is None else Fraction(points)


def _mean_of_slips(index_set: IndexSet, tally: ProcedureTally, index: str) -> Fraction | None:
    if not tally.has_dossiers(index):
        return None
    points, slips = tally.sums.get(index, (0, 0))
    if slips:
        return Fraction(points, slips)
    return Fraction(0) if index_set.zero_rule else None


def _mean_over_procedures(
    index_set: IndexSet, procedures: Sequence[ProcedureTally], index: str
) -> Fraction | None:
    weighed = [one for tally in procedures if (one := weigh_procedure(index_set, tally, index))]
    weight = sum(one.weight for one in weighed)
    return sum(one.points for one in weighed) / Fraction(weight) if weight else None


def _points_per_dossier(
    index_set: IndexSet, procedures: Sequence[ProcedureTally], index: str
) -> Fraction | None:
    """Art. 15.2a to the letter. Slips may outnumber what was finished; each is still one dossier's."""
    weighed = [tally for tally in procedures if tally.weight(index) > 0]
    sums = [tally.sums.get(index, (0, 0)) for tally in weighed]
    alone = [tally.alone.get(index, (0, 0)) for tally in procedures]
    dossiers = sum(max(tally.weight(index), slips) for tally, (_, slips) in zip(weighed, sums, strict=True))
    dossiers += sum(slips for _, slips in alone)
    is_answered = any(slips for _, slips in [*sums, *alone])
    if dossiers == 0 or not (is_answered or index_set.zero_rule):
        return None
    return Fraction(sum(points for points, _ in [*sums, *alone]), dossiers)
