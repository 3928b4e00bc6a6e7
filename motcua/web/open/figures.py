"""An evaluation as lines of a page: what each index is, its score, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.kit.periods import Period
from motcua.reports.score_counts import PeriodCounts
from motcua.reports.scores import AgencyEvaluation
from motcua.rules.index_sets import IndexSet
from motcua.rules.scoring import ProcedureScore
from motcua.web.layout.bars import Bar
from motcua.web.layout.reader import is_english
from motcua.web.layout.words import score as shown_score
from motcua.web.layout.words import whole

# What people call them; the law's own words stand on the page of each.
_SHORT = {
    "1": gettext_lazy("Thời gian giải quyết"),
    "2": gettext_lazy("Thời gian của từng cơ quan"),
    "3": gettext_lazy("Số lần phải liên hệ"),
    "4": gettext_lazy("Số cơ quan phải liên hệ"),
    "5": gettext_lazy("Làm việc tại Một cửa"),
    "6": gettext_lazy("Công khai thủ tục"),
    "7": gettext_lazy("Thái độ phục vụ"),
    "8": gettext_lazy("Trả lời phản ánh, kiến nghị"),
    "9": gettext_lazy("Dịch vụ công trực tuyến"),
}


def short_name(index: str) -> str:
    return f"{index}. {_SHORT[index]}"


def full_name(index_set: IndexSet, index: str) -> str:
    named = index_set.indices[index]
    return named.name_en if is_english() else named.name_vi


def slip_words(count: int) -> str:
    return ngettext("%(n)s phiếu", "%(n)s phiếu", count) % {"n": whole(count)}


def dossier_words(count: int) -> str:
    return ngettext("%(n)s hồ sơ", "%(n)s hồ sơ", count) % {"n": whole(count)}


def agency_bar(one: AgencyEvaluation, period: Period, full: int) -> Bar:
    """Its length is the share of what the agency could reach, as the band is drawn (Art. 15.3b)."""
    score = one.score
    of_less = score.maximum != full
    return Bar(
        label=one.agency.name,
        value=float(score.total) * full / score.maximum if score.maximum else None,
        text=f"{shown_score(score.total)}/{score.maximum}" if of_less else shown_score(score.total),
        href=reverse("open:agency-score", args=[one.agency.code]) + f"?period={period.text}",
        note=_agency_note(one),
    )


def _agency_note(one: AgencyEvaluation) -> str:
    if not one.leads:
        return _("%(dossiers)s có phần việc ở đây") % {"dossiers": dossier_words(one.parts)}
    if one.is_zero_for_want_of_slips:
        return _("%(dossiers)s, chưa có phiếu khảo sát nào: 5 chỉ số tính 0 điểm") % {
            "dossiers": dossier_words(one.dossiers)
        }
    return f"{dossier_words(one.dossiers)} · {slip_words(one.slips)}"


def index_bars(index_set: IndexSet, evaluation: AgencyEvaluation, period: Period) -> list[Bar]:
    return [
        Bar(
            label=short_name(index),
            value=None if score is None else float(score),
            text="–" if score is None else shown_score(score),
            href=reverse("open:index-score", args=[evaluation.agency.code, index]) + f"?period={period.text}",
            note=ground(index_set, evaluation, index),
        )
        for index, score in evaluation.score.indices.items()
    ]


def ground(index_set: IndexSet, evaluation: AgencyEvaluation, index: str) -> str:
    """What an index's score rests on, in a few words."""
    if index in index_set.per_agency:
        return _declared_ground(evaluation, index)
    if evaluation.score.indices[index] is None:
        return _why_not_counted(evaluation)
    slips = sum(answers(counts, index) for counts in evaluation.procedures.values())
    declined = sum(counts.declined_sums.get(index, (0, 0))[1] for counts in evaluation.procedures.values())
    if slips and slips == declined:
        return _("%(slips)s, đều của hồ sơ bị từ chối") % {"slips": slip_words(slips)}
    return slip_words(slips) if slips else _("Chưa có phiếu khảo sát nào, tính 0 điểm")


def _why_not_counted(evaluation: AgencyEvaluation) -> str:
    if evaluation.leads:
        return _("Hồ sơ còn đang giải quyết, chưa tính")
    return _("Không chủ trì hồ sơ nào trong kỳ") if evaluation.procedures else _("Không có hồ sơ trong kỳ")


def answers(counts: PeriodCounts, index: str) -> int:
    """The slips that say something of an index, of whatever group."""
    groups = (counts.sums, counts.part_sums, counts.declined_sums, counts.late_sums)
    return sum(group.get(index, (0, 0))[1] for group in groups)


def _declared_ground(evaluation: AgencyEvaluation, index: str) -> str:
    one = evaluation.declared.get(index)
    if one and one.appraised is not None:
        return _("Cấp trên thẩm định")
    if one and one.is_excused:
        return _("Được miễn, không tính")
    if one and one.own is not None:
        return _("Tự đánh giá, chưa thẩm định")
    return _("Chưa tự đánh giá, tính 0 điểm")


def procedure_bars(evaluation: AgencyEvaluation, names: Mapping[str, str], period: Period) -> list[Bar]:
    """The procedures by their weight; a bar is what the indices that count add up to, of what they could."""
    rows = [(evaluation.procedures[one.code], one) for one in evaluation.score.procedures]
    rows.sort(key=lambda row: (-row[0].dossiers, -row[0].parts, row[1].code))
    return list(_procedure_bars(rows, evaluation, names, period))


def _procedure_bars(
    rows: list[tuple[PeriodCounts, ProcedureScore]],
    evaluation: AgencyEvaluation,
    names: Mapping[str, str],
    period: Period,
) -> Iterator[Bar]:
    for counts, one in rows:
        counted = [score for score in one.indices.values() if score is not None]
        total, most = sum(counted, Decimal(0)), 2 * len(counted)
        yield Bar(
            label=names.get(one.code, one.code),
            value=float(total) / most * 10 if most else None,
            text=f"{shown_score(total)}/{most}" if most != 10 else shown_score(total),
            href=reverse("open:procedure-score", args=[evaluation.agency.code, one.code])
            + f"?period={period.text}",
            note=procedure_note(counts),
        )


def procedure_note(counts: PeriodCounts) -> str:
    """`21 hồ sơ · 6 phiếu`, and why it is zero where it is."""
    words = []
    if counts.dossiers:
        words += [dossier_words(counts.dossiers)]
        words += [slip_words(counts.slips) if counts.sums else _("chưa có phiếu nào, tính 0 điểm")]
    elif counts.open_before:
        words.append(_("%(dossiers)s đang giải quyết") % {"dossiers": dossier_words(counts.open_before)})
    if counts.parts:
        words.append(_("%(dossiers)s phối hợp") % {"dossiers": dossier_words(counts.parts)})
        words += [slip_words(counts.part_slips) if counts.part_slips else _("chưa có phiếu nào, tính 0 điểm")]
    if counts.declined_slips:
        words.append(_("%(slips)s của hồ sơ bị từ chối") % {"slips": slip_words(counts.declined_slips)})
    return " · ".join(words)
