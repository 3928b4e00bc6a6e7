"""Who has to evaluate what where a score has a zero or a gap in it (công văn 1650, NĐ 61/2018 Art. 30)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.records.agencies.models import Agency
from motcua.reports.scores import AgencyEvaluation


@dataclass(frozen=True, slots=True)
class Duty:
    who: str
    what: str


def duties(evaluation: AgencyEvaluation) -> list[Duty]:
    return [*_slips(evaluation), *_self_assessment(evaluation), *_appraisal(evaluation)]


def appraiser_of(agency: Agency) -> str:
    """Their district for communes and units, the controlling office for districts and departments."""
    if agency.parent and agency.parent.tier != "province":
        return agency.parent.name
    return _("Văn phòng UBND tỉnh (đơn vị kiểm soát thủ tục hành chính)")


def _slips(evaluation: AgencyEvaluation) -> Iterator[Duty]:
    silent = [one for one in evaluation.procedures.values() if one.dossiers and not one.sums]
    if silent:
        yield Duty(
            _("Bộ phận Một cửa nhận hồ sơ của %(agency)s") % {"agency": evaluation.agency.name},
            _("mời người nộp trả lời phiếu khảo sát: %(procedures)s (%(dossiers)s) chưa có phiếu nào")
            % {
                "procedures": ngettext("%(n)s thủ tục", "%(n)s thủ tục", len(silent)) % {"n": len(silent)},
                "dossiers": _dossiers(sum(one.dossiers for one in silent)),
            },
        )
    parts = [one for one in evaluation.procedures.values() if one.parts and not one.part_sums]
    if parts and not evaluation.dossiers:
        yield Duty(
            _("Bộ phận Một cửa của cơ quan chủ trì"),
            _("mời người nộp trả lời phiếu khảo sát: %(dossiers)s có phần việc ở đây mà chưa có phiếu nào")
            % {"dossiers": _dossiers(sum(one.parts for one in parts))},
        )


def _self_assessment(evaluation: AgencyEvaluation) -> Iterator[Duty]:
    if evaluation.score.undeclared:
        yield Duty(
            _("Lãnh đạo %(agency)s") % {"agency": evaluation.agency.name},
            _("tự đánh giá chỉ số %(indices)s") % {"indices": _listed(evaluation.score.undeclared)},
        )


def _appraisal(evaluation: AgencyEvaluation) -> Iterator[Duty]:
    waiting = [
        index
        for index, one in evaluation.declared.items()
        if one.own is not None and one.appraised is None and not one.is_excused
    ]
    if waiting:
        yield Duty(
            appraiser_of(evaluation.agency),
            _("thẩm định chỉ số %(indices)s mà cơ quan đã tự đánh giá")
            % {"indices": _listed(sorted(waiting))},
        )


def _dossiers(count: int) -> str:
    return ngettext("%(n)s hồ sơ", "%(n)s hồ sơ", count) % {"n": count}


def _listed(indices: Iterable[str]) -> str:
    return ",\N{NO-BREAK SPACE}".join(indices)
