"""How one index of an agency was reckoned, row by row, so that anybody can do it again with a pencil."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.kit.periods import Period
from motcua.reports.score_counts import PeriodCounts
from motcua.reports.scores import AgencyEvaluation
from motcua.rules.index_sets import IndexSet
from motcua.rules.scoring import Weighed, weigh_procedure
from motcua.rules.scoring_evidence import tally_of
from motcua.rules.scoring_tally import ProcedureTally
from motcua.web.open.figures import slip_words


@dataclass(frozen=True, slots=True)
class ReckonedRow:
    """A procedure: `weight` dossiers at `mean` bring `points`; `alone` tells of slips that count 1 each."""

    name: str
    href: str
    weight: int
    slips: int
    sum_of_slips: int
    mean: Fraction
    points: Fraction
    alone: str


@dataclass(frozen=True, slots=True)
class Reckoned:
    """All rows of an index, the heaviest first, and their sums."""

    rows: Sequence[ReckonedRow]

    @property
    def weight(self) -> int:
        return sum(row.weight for row in self.rows)

    @property
    def points(self) -> Fraction:
        return sum((row.points for row in self.rows), Fraction(0))

    @property
    def exact(self) -> Fraction | None:
        return self.points / self.weight if self.weight else None


def reckoned(
    index_set: IndexSet,
    evaluation: AgencyEvaluation,
    index: str,
    names: Mapping[str, str],
    period: Period,
) -> Reckoned:
    rows = []
    for code, counts in evaluation.procedures.items():
        tally = tally_of(counts.evidence(code))
        weighed = weigh_procedure(index_set, tally, index)
        if weighed is not None:
            href = reverse("open:procedure-score", args=[evaluation.agency.code, code])
            name = names.get(code, code)
            rows.append(_row(name, f"{href}?period={period.text}", tally, counts, index, weighed))
    return Reckoned(sorted(rows, key=lambda row: (-row.weight, row.name)))


def _row(
    name: str, href: str, tally: ProcedureTally, counts: PeriodCounts, index: str, weighed: Weighed
) -> ReckonedRow:
    points, slips = tally.sums.get(index, (0, 0))
    return ReckonedRow(
        name=name,
        href=href,
        weight=weighed.weight,
        slips=slips,
        sum_of_slips=points,
        mean=weighed.mean,
        points=weighed.points,
        alone=alone_words(counts, index),
    )


def alone_words(counts: PeriodCounts, index: str) -> str:
    """The slips that stand for one dossier each: `cộng riêng 2 phiếu đến muộn, 3 điểm`."""
    words = []
    late_points, late = counts.late_sums.get(index, (0, 0))
    if late:
        words.append(_alone(_("thêm %(slips)s đến muộn từ kỳ trước: %(points)s điểm"), late, late_points))
    points, declined = counts.declined_sums.get(index, (0, 0))
    if declined:
        words.append(_alone(_("thêm %(slips)s của hồ sơ bị từ chối: %(points)s điểm"), declined, points))
    return "; ".join(words)


def _alone(words: str, slips: int, points: int) -> str:
    return words % {"slips": slip_words(slips), "points": points}
