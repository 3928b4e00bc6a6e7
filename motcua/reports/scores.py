"""The published evaluation: scores of agencies in a period, from the roll-ups (TT 01/2018 Art. 13–15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from motcua.kit.periods import Period
from motcua.records.agencies.models import Agency
from motcua.records.evaluations.models import SelfAssessment
from motcua.records.procedures.models import Procedure
from motcua.reports.score_counts import Counts, PeriodCounts, period_counts
from motcua.reports.score_rulebook import score_rules
from motcua.rules.index_sets import IndexSet
from motcua.rules.scoring import AgencyScore, score_agency
from motcua.rules.scoring_evidence import plain_evidence, tally_of


@dataclass(frozen=True, slots=True)
class Declared:
    """What an agency said of itself in an index, and what the level above made of it; None: nothing yet."""

    own: int | None
    appraised: int | None
    is_excused: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class AgencyEvaluation:
    """An agency's score in a period and what it rests on: `procedures` by code, `declared` by index."""

    agency: Agency
    score: AgencyScore
    procedures: Mapping[str, PeriodCounts]
    declared: Mapping[str, Declared]

    @property
    def leads(self) -> bool:
        """Whether it leads dossiers of its own, or only has a part in others'."""
        return any(counts.leads for counts in self.procedures.values())

    @property
    def dossiers(self) -> int:
        return sum(counts.dossiers for counts in self.procedures.values())

    @property
    def parts(self) -> int:
        return sum(counts.parts for counts in self.procedures.values())

    @property
    def slips(self) -> int:
        return sum(counts.slips for counts in self.procedures.values())

    @property
    def is_zero_for_want_of_slips(self) -> bool:
        """Dossiers but not one slip of any kind: the five indices are 0 (công văn 1650)."""
        return self.dossiers > 0 and not any(counts.has_slips for counts in self.procedures.values())

    @property
    def rank(self) -> tuple[bool, Fraction, str]:
        """Best first, by the share of what could be reached; who is not classed comes last."""
        share = Fraction(self.score.total) / self.score.maximum if self.score.maximum else Fraction(0)
        return self.score.band is None, -share, self.agency.folded_name


def evaluations(period: Period, *, agency_codes: Sequence[str] = ()) -> list[AgencyEvaluation]:
    """Every agency that had dossiers in the period (or those asked for), best first."""
    # An agency that was merged away keeps the figures of its time.
    agencies = Agency.objects.select_related("parent")
    agencies = agencies.filter(code__in=agency_codes) if agency_codes else agencies
    by_agency = period_counts(period, [agency.pk for agency in agencies] if agency_codes else None)
    declared = _declared(period)
    rules = score_rules().index_set
    codes = dict(Procedure.objects.values_list("pk", "code"))
    found = [
        _evaluate(agency, by_agency.get(agency.pk, {}), declared.get(agency.pk, {}), codes, rules)
        for agency in agencies
        if agency_codes or agency.pk in by_agency
    ]
    return sorted(found, key=lambda one: one.rank)


def plain_input(evaluation: AgencyEvaluation, index_set: IndexSet) -> dict[str, object]:
    """What the score rests on, in the shape that `motcua score` reads."""
    declared = evaluation.declared
    agency = {
        "code": evaluation.agency.code,
        "procedures": [
            plain_evidence(counts.evidence(code)) for code, counts in evaluation.procedures.items()
        ],
        "self": _self_points(declared),
        "appraised": _appraised_points(declared),
    }
    return {"index_set": index_set.code, "agencies": [agency]}


def _evaluate(
    agency: Agency,
    procedures: Counts,
    declared: Mapping[str, Declared],
    codes: Mapping[int, str],
    rules: IndexSet,
) -> AgencyEvaluation:
    in_order = dict(sorted((codes[procedure], counts) for procedure, counts in procedures.items()))
    tallies = [tally_of(counts.evidence(code)) for code, counts in in_order.items()]
    score = score_agency(rules, tallies, _self_points(declared), _appraised_points(declared))
    return AgencyEvaluation(agency=agency, score=score, procedures=in_order, declared=declared)


def _self_points(declared: Mapping[str, Declared]) -> dict[str, int | None]:
    """None excuses the agency from an index."""
    return {
        index: None if one.is_excused else one.own
        for index, one in declared.items()
        if one.is_excused or one.own is not None
    }


def _appraised_points(declared: Mapping[str, Declared]) -> dict[str, int | None]:
    return {index: one.appraised for index, one in declared.items() if one.appraised is not None}


def _declared(period: Period) -> dict[int, dict[str, Declared]]:
    found: dict[int, dict[str, Declared]] = defaultdict(dict)
    for row in SelfAssessment.objects.filter(period=period.text):
        found[row.agency_id][row.index] = Declared(row.points, row.appraised_points, row.is_excused, row.at)
    return found
