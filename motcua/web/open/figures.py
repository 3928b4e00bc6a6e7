"""An evaluation as lines of a page: what each index is, its score, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.reports.scores import AgencyEvaluation, PeriodCounts
from motcua.rules.index_sets import IndexSet


@dataclass(frozen=True, slots=True)
class IndexLine:
    """`score` is None where the index is not counted; `ground` says what the score rests on."""

    number: str
    title: str
    score: Decimal | None
    ground: str


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """A procedure at the agency in the period."""

    code: str
    name: str
    counts: PeriodCounts
    scores: tuple[Decimal | None, ...]


def index_lines(index_set: IndexSet, evaluation: AgencyEvaluation) -> list[IndexLine]:
    return [
        IndexLine(
            number=index,
            title=_title(index_set, index),
            score=evaluation.score.indices[index],
            ground=_ground(index_set, evaluation, index),
        )
        for index in index_set.indices
    ]


def _title(index_set: IndexSet, index: str) -> str:
    named = index_set.indices[index]
    return named.name_en if get_language() == "en" else named.name_vi


def _ground(index_set: IndexSet, evaluation: AgencyEvaluation, index: str) -> str:
    if index in index_set.per_agency:
        if index in evaluation.score.undeclared:
            return _("Chưa tự đánh giá, tính 0 điểm")
        return _("Cơ quan tự đánh giá, cấp trên thẩm định")
    if not evaluation.dossiers:
        return _("Không có hồ sơ trong kỳ")
    slips = sum(counts.sums.get(index, (0, 0))[1] for counts in evaluation.procedures.values())
    if not slips:
        return _("Chưa có phiếu khảo sát nào, tính 0 điểm")
    return _("%(slips)s phiếu khảo sát") % {"slips": slips}


def procedure_lines(evaluation: AgencyEvaluation, names: Mapping[str, str]) -> list[ProcedureLine]:
    """Procedures with dossiers in the period, by code."""
    return [
        ProcedureLine(
            code=score.code,
            name=names.get(score.code, ""),
            counts=evaluation.procedures[score.code],
            scores=tuple(score.indices.values()),
        )
        for score in evaluation.score.procedures
    ]
