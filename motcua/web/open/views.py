"""The score pages: every agency in a period, and one agency down to its procedures (công văn 1650)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from motcua.kit.folding import fold
from motcua.kit.instants import local_date
from motcua.kit.periods import Period, parse_period, quarter_of
from motcua.kit.refusal import Refused
from motcua.records.agencies.models import Agency
from motcua.records.procedures.models import Procedure
from motcua.reports.scores import AgencyEvaluation, evaluations, index_set
from motcua.services.clock import business_now
from motcua.web.layout.bars import Bar
from motcua.web.layout.words import score as shown_score
from motcua.web.open.figures import index_lines, procedure_lines

_FULL = 18


@require_safe
def scores(request: HttpRequest) -> HttpResponse:
    """Every agency that had dossiers in the period: score, band, and why a score is low."""
    period, problem = _period(request)
    tier = request.GET.get("tier", "")
    wanted = fold(request.GET.get("q", "")[:80])
    found = [one for one in evaluations(period) if _is_wanted(one, tier, wanted)]
    context = {
        "period": period,
        "problem": problem,
        "periods": _periods(period),
        "tier": tier,
        "tiers": [
            ("", _("Tất cả")),
            ("province", _("Sở, ngành")),
            ("district", _("Huyện")),
            ("commune", _("Xã")),
        ],
        "q": request.GET.get("q", "")[:80],
        "found": found,
        "rows": [_bar(one, period) for one in found],
        "without_slips": [one for one in found if one.is_zero_for_want_of_slips],
        "full": _FULL,
    }
    return render(request, "open/scores.html", context)


@require_safe
def agency_score(request: HttpRequest, code: str) -> HttpResponse:
    """One agency: its nine indices, what each rests on, and its procedures."""
    agency = get_object_or_404(Agency.objects.select_related("parent"), code=code)
    period, problem = _period(request)
    evaluation = evaluations(period, agency_codes=[agency.code])[0]
    names = dict(Procedure.objects.filter(code__in=evaluation.procedures).values_list("code", "name"))
    context = {
        "agency": agency,
        "period": period,
        "problem": problem,
        "periods": _periods(period),
        "evaluation": evaluation,
        "indices": index_lines(index_set(), evaluation),
        "procedures": procedure_lines(evaluation, names),
        "full": _FULL,
    }
    return render(request, "open/agency_score.html", context)


def _period(request: HttpRequest) -> tuple[Period, Refused | None]:
    """The period asked for; the current quarter, with what is wrong, where it makes no sense."""
    current = quarter_of(local_date(business_now()))
    typed = request.GET.get("period", "")
    if not typed:
        return current, None
    period = parse_period(typed)
    return (current, period) if isinstance(period, Refused) else (period, None)


def _periods(period: Period) -> list[Period]:
    current = quarter_of(local_date(business_now()))
    recent = [current.neighbour(-steps) for steps in range(4)]
    years = [Period(current.year)]
    return sorted({*recent, *years, period}, reverse=True)


def _is_wanted(one: AgencyEvaluation, tier: str, wanted: str) -> bool:
    return (not tier or one.agency.tier == tier) and wanted in one.agency.folded_name


def _bar(one: AgencyEvaluation, period: Period) -> Bar:
    return Bar(
        label=one.agency.name,
        value=float(one.score.total),
        text=shown_score(one.score.total),
        href=reverse("open:agency-score", args=[one.agency.code]) + f"?period={period.text}",
        note=_note(one),
    )


def _note(one: AgencyEvaluation) -> str:
    dossiers = ngettext("%(n)s hồ sơ", "%(n)s hồ sơ", one.dossiers) % {"n": one.dossiers}
    slips = ngettext("%(n)s phiếu", "%(n)s phiếu", one.slips) % {"n": one.slips}
    if one.is_zero_for_want_of_slips:
        return _("%(dossiers)s, chưa có phiếu khảo sát nào: 5 chỉ số tính 0 điểm") % {"dossiers": dossiers}
    return f"{dossiers} · {slips}"
