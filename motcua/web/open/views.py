"""The score pages: every agency, one agency, one of its indices, one of its procedures (công văn 1650)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.kit.folding import fold
from motcua.records.agencies.models import Agency
from motcua.records.procedures.models import Procedure
from motcua.reports.score_counts import PeriodCounts
from motcua.reports.score_months import procedure_months
from motcua.reports.scores import AgencyEvaluation, evaluations, plain_input
from motcua.web.layout.reader import is_english, named
from motcua.web.layout.statuses import BANDS
from motcua.web.open.asked import Asked, asked_period, period_words
from motcua.web.open.duties import appraiser_of, duties
from motcua.web.open.figures import agency_bar, full_name, index_bars, procedure_bars, short_name
from motcua.web.open.procedure_lines import index_rows
from motcua.web.open.reckoning import reckoned


@require_safe
def scores(request: HttpRequest) -> HttpResponse:
    """Every agency that had dossiers in the period: score, band, and why a score is low."""
    asked = asked_period(request)
    full = asked.rules.index_set.full_marks
    tier, typed = request.GET.get("tier", ""), request.GET.get("q", "")[:80]
    in_tier = [one for one in evaluations(asked.period) if _is_wanted(one, tier, fold(typed))]
    band = request.GET.get("band", "")
    found = [one for one in in_tier if not band or one.score.band == band]
    context = {
        **_standing(asked),
        "tier": tier,
        "tiers": _tiers(),
        "q": typed,
        "band": band,
        "bands": _bands(one for one in in_tier if one.leads),
        "leading": [agency_bar(one, asked.period, full) for one in found if one.leads],
        "helping": [agency_bar(one, asked.period, full) for one in found if not one.leads],
        "without_slips": [one for one in found if one.is_zero_for_want_of_slips],
        "full": full,
    }
    return render(request, "open/scores.html", context)


@require_safe
def agency_score(request: HttpRequest, code: str) -> HttpResponse:
    """One agency: its nine indices, what each rests on, its procedures, and what is missing."""
    asked = asked_period(request)
    evaluation, rules = _evaluation(asked, code), asked.rules.index_set
    context = {
        **_standing(asked),
        "agency": evaluation.agency,
        "evaluation": evaluation,
        "indices": index_bars(rules, evaluation, asked.period),
        "procedures": procedure_bars(evaluation, _names(evaluation), asked.period),
        "duties": duties(evaluation),
        "full": rules.full_marks,
    }
    return render(request, "open/agency_score.html", context)


@require_safe
def index_score(request: HttpRequest, code: str, index: str) -> HttpResponse:
    """One index of an agency: the law's words for its points, and how it was reckoned from the procedures."""
    asked = asked_period(request)
    evaluation, rules = _evaluation(asked, code), asked.rules.index_set
    if index not in rules.indices:
        raise Http404(index)
    counts = evaluation.procedures.values()
    context = {
        **_standing(asked),
        "agency": evaluation.agency,
        "short": short_name(index),
        "title": full_name(rules, index),
        "points_vi": rules.indices[index].points_vi,
        "is_english": is_english(),
        "score": evaluation.score.indices[index],
        "declared": evaluation.declared.get(index),
        "is_declared_index": index in rules.per_agency,
        "appraiser": appraiser_of(evaluation.agency),
        "reckoned": reckoned(rules, evaluation, index, _names(evaluation), asked.period),
        "timeliness": [sum(getattr(one, name) for one in counts) for name in ("early", "on_time", "late")]
        if index == "1"
        else None,
    }
    return render(request, "open/index_score.html", context)


@require_safe
def procedure_score(request: HttpRequest, code: str, procedure: str) -> HttpResponse:
    """One procedure at an agency: its dossiers month by month and, apart from them, its slips."""
    asked = asked_period(request)
    evaluation = _evaluation(asked, code)
    found = get_object_or_404(Procedure, code=procedure)
    counts = evaluation.procedures.get(procedure, PeriodCounts())
    context = {
        **_standing(asked),
        "agency": evaluation.agency,
        "procedure": found,
        "procedure_name": named(found),
        "counts": counts,
        "months": procedure_months(evaluation.agency.pk, procedure, asked.period),
        "smallest_group": asked.rules.smallest_group(asked.today),
        "rows": index_rows(asked.rules.index_set, evaluation, procedure),
    }
    return render(request, "open/procedure_score.html", context)


@require_safe
def score_input(request: HttpRequest, code: str) -> HttpResponse:
    """What an agency's score rests on, as a file that `motcua score` reads."""
    asked = asked_period(request)
    evaluation = _evaluation(asked, code)
    answer = JsonResponse(plain_input(evaluation, asked.rules.index_set), json_dumps_params={"indent": 1})
    name = f"{evaluation.agency.code}-{asked.period.text}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _evaluation(asked: Asked, code: str) -> AgencyEvaluation:
    agency = get_object_or_404(Agency, code=code)
    return evaluations(asked.period, agency_codes=[agency.code])[0]


def _standing(asked: Asked) -> dict[str, Any]:
    """What every score page says of its period."""
    return {
        "asked": asked,
        "period": asked.period,
        "period_name": period_words(asked.period),
        "next_period_name": period_words(asked.next_period),
        "periods": [(one, period_words(one)) for one in asked.periods],
        "problem": asked.problem,
    }


def _names(evaluation: AgencyEvaluation) -> dict[str, str]:
    found = Procedure.objects.filter(code__in=evaluation.procedures)
    return {procedure.code: named(procedure) for procedure in found}


def _tiers() -> list[tuple[str, str]]:
    return [
        ("", _("Tất cả")),
        ("province", _("Sở, ngành")),
        ("district", _("Huyện")),
        ("commune", _("Xã")),
    ]


def _bands(found: Iterable[AgencyEvaluation]) -> list[tuple[str, Any, int]]:
    """Each band, the best first, with how many agencies are in it."""
    counted = Counter(one.score.band for one in found)
    return [(key, tag, counted[key]) for key, tag in BANDS.items()]


def _is_wanted(one: AgencyEvaluation, tier: str, wanted: str) -> bool:
    return (not tier or one.agency.tier == tier) and wanted in one.agency.folded_name
