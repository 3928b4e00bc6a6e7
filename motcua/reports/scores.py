"""The published evaluation: scores of agencies in a period, from the roll-ups (TT 01/2018 Art. 13–15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import F, Sum

from motcua.kit.periods import Period
from motcua.records.agencies.models import Agency
from motcua.records.calendars.models import RulebookVersion
from motcua.records.evaluations.models import MonthTally, SelfAssessment
from motcua.records.procedures.models import Procedure
from motcua.rules.index_sets import IndexSet, read_index_set
from motcua.rules.scoring import AgencyScore, score_agency
from motcua.rules.scoring_tally import ProcedureTally, add_sums, weight_of

INDEX_SET = "quang-binh-1902"


@dataclass(slots=True)
class PeriodCounts:
    """What one procedure at one agency amounted to in a period."""

    received: int = 0
    finished: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    online: int = 0
    slips: int = 0
    open_before: int = 0
    sums: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def has_dossiers(self) -> bool:
        return bool(self.received or self.finished or self.open_before)


@dataclass(frozen=True, slots=True)
class AgencyEvaluation:
    """An agency's score in a period and what it rests on; `procedures` by code, those with dossiers."""

    agency: Agency
    score: AgencyScore
    procedures: Mapping[str, PeriodCounts]

    @property
    def dossiers(self) -> int:
        return sum(counts.finished or counts.received for counts in self.procedures.values())

    @property
    def slips(self) -> int:
        return sum(counts.slips for counts in self.procedures.values())

    @property
    def is_zero_for_want_of_slips(self) -> bool:
        """Dossiers but not one slip: the five indices are 0 (công văn 1650)."""
        return self.dossiers > 0 and self.slips == 0


def evaluations(period: Period, *, agency_codes: Sequence[str] = ()) -> list[AgencyEvaluation]:
    """Every agency that had dossiers in the period (or those asked for), best first."""
    # An agency that was merged away keeps the figures of its time.
    agencies = Agency.objects.filter(code__in=agency_codes) if agency_codes else Agency.objects.all()
    by_agency = _counts(period, [agency.pk for agency in agencies] if agency_codes else None)
    declared = _declared(period)
    rules = index_set()
    codes = dict(Procedure.objects.values_list("pk", "code"))
    found = [
        _evaluate(agency, by_agency.get(agency.pk, {}), declared.get(agency.pk, ({}, {})), codes, rules)
        for agency in agencies
        if agency_codes or agency.pk in by_agency
    ]
    return sorted(found, key=lambda one: (-one.score.total, one.agency.folded_name))


def _evaluate(
    agency: Agency,
    procedures: Mapping[int, PeriodCounts],
    declared: tuple[Mapping[str, int | None], Mapping[str, int | None]],
    codes: Mapping[int, str],
    rules: IndexSet,
) -> AgencyEvaluation:
    by_code = {codes[procedure]: counts for procedure, counts in procedures.items() if counts.has_dossiers}
    in_order = dict(sorted(by_code.items()))
    tallies = [_tally(code, counts) for code, counts in in_order.items()]
    score = score_agency(rules, tallies, declared[0], declared[1])
    return AgencyEvaluation(agency=agency, score=score, procedures=in_order)


def _tally(code: str, counts: PeriodCounts) -> ProcedureTally:
    return ProcedureTally(
        code=code,
        dossiers=weight_of(received=counts.received, finished=counts.finished),
        sums=counts.sums,
        open_dossiers=counts.open_before,
    )


def _counts(period: Period, agencies: Sequence[int] | None) -> dict[int, dict[int, PeriodCounts]]:
    rows = MonthTally.objects.all() if agencies is None else MonthTally.objects.filter(agency_id__in=agencies)
    found: dict[int, dict[int, PeriodCounts]] = defaultdict(lambda: defaultdict(PeriodCounts))
    within = rows.filter(month_on__gte=period.begins_on, month_on__lt=period.ends_before)
    for row in within.iterator():
        _add(found[row.agency_id][row.procedure_id], row)
    for agency, procedure, count in _open_at(rows, period.begins_on):
        found[agency][procedure].open_before = count
    return found


def _add(counts: PeriodCounts, row: MonthTally) -> None:
    counts.received += row.received_count
    counts.finished += row.finished_count
    counts.early += row.early_count
    counts.on_time += row.on_time_count
    counts.late += row.late_count
    counts.online += row.online_count
    counts.slips += row.slip_count
    counts.sums = add_sums(
        counts.sums, {index: (points, slips) for index, (points, slips) in row.slips.items()}
    )


def _open_at(rows: Any, on: date) -> list[tuple[int, int, int]]:
    """Dossiers received before a day and neither finished nor closed before it."""
    return list(
        rows.filter(month_on__lt=on)
        .values("agency_id", "procedure_id")
        .annotate(open=Sum(F("received_count") - F("finished_count") - F("closed_count")))
        .filter(open__gt=0)
        .values_list("agency_id", "procedure_id", "open")
    )


def _declared(period: Period) -> dict[int, tuple[dict[str, int | None], dict[str, int | None]]]:
    """Self-assessed and appraised points by agency; None excuses."""
    found: dict[int, tuple[dict[str, int | None], dict[str, int | None]]] = {}
    for row in SelfAssessment.objects.filter(period=period.text):
        own, appraised = found.setdefault(row.agency_id, ({}, {}))
        if row.is_excused:
            own[row.index] = None
        elif row.points is not None:
            own[row.index] = row.points
        if row.appraised_points is not None:
            appraised[row.index] = row.appraised_points
    return found


def index_set() -> IndexSet:
    """The index set in force: the newest rulebook's."""
    newest = RulebookVersion.objects.order_by("-number").values_list("pk", flat=True).first()
    return _index_set(newest or 0)


@lru_cache(maxsize=8)
def _index_set(rulebook_id: int) -> IndexSet:
    content = RulebookVersion.objects.values_list("content", flat=True).get(pk=rulebook_id)
    return read_index_set(content["index_sets"][INDEX_SET])
