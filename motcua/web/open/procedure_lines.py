"""The five indices of one procedure at an agency: the slips behind each, and its score."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from motcua.reports.scores import AgencyEvaluation
from motcua.rules.index_sets import IndexSet
from motcua.rules.scoring_evidence import tally_of
from motcua.web.open.figures import short_name
from motcua.web.open.reckoning import alone_words


@dataclass(frozen=True, slots=True)
class IndexRow:
    """`points` and `slips` of those that speak for the dossiers; `alone` tells of slips that count 1 each."""

    index: str
    name: str
    slips: int
    points: int
    alone: str
    score: Decimal | None


def index_rows(index_set: IndexSet, evaluation: AgencyEvaluation, procedure: str) -> list[IndexRow]:
    """Empty where the procedure had nothing in the period."""
    counts = evaluation.procedures.get(procedure)
    if counts is None:
        return []
    sums = tally_of(counts.evidence(procedure)).sums
    scored = next(one for one in evaluation.score.procedures if one.code == procedure)
    return [
        IndexRow(
            index=index,
            name=short_name(index),
            slips=sums.get(index, (0, 0))[1],
            points=sums.get(index, (0, 0))[0],
            alone=alone_words(counts, index),
            score=scored.indices[index],
        )
        for index in index_set.per_dossier
    ]
