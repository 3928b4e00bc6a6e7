"""What each procedure at each agency amounted to in a period, from the roll-ups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q, QuerySet, Sum

from motcua.kit.periods import Period
from motcua.records.evaluations.models import MonthTally
from motcua.rules.scoring_evidence import Evidence
from motcua.rules.scoring_tally import PARTS_INDEX, Sums, add_sums, weight_of


@dataclass(slots=True)
class PeriodCounts:
    """One procedure at one agency. The dossiers it leads, its parts in others', and slips in their groups."""

    received: int = 0
    finished: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    online: int = 0
    slips: int = 0
    open_before: int = 0
    sums: Sums = field(default_factory=dict)
    parts_received: int = 0
    parts_finished: int = 0
    parts_open_before: int = 0
    part_sums: Sums = field(default_factory=dict)
    declined_sums: Sums = field(default_factory=dict)
    late_sums: Sums = field(default_factory=dict)

    @property
    def leads(self) -> bool:
        return bool(self.received or self.finished or self.open_before)

    @property
    def has_parts(self) -> bool:
        return bool(self.parts_received or self.parts_finished or self.parts_open_before)

    @property
    def counts(self) -> bool:
        return self.leads or self.has_parts or bool(self.declined_sums or self.late_sums)

    @property
    def has_slips(self) -> bool:
        return bool(self.sums or self.part_sums or self.declined_sums or self.late_sums)

    @property
    def dossiers(self) -> int:
        """What it weighs by the dossiers the agency leads."""
        return weight_of(received=self.received, finished=self.finished)

    @property
    def parts(self) -> int:
        """What it weighs, in index 2, by the agency's parts in others' dossiers."""
        return weight_of(received=self.parts_received, finished=self.parts_finished)

    @property
    def declined_slips(self) -> int:
        return max((slips for _, slips in self.declined_sums.values()), default=0)

    @property
    def part_slips(self) -> int:
        return self.part_sums.get(PARTS_INDEX, (0, 0))[1]

    def evidence(self, code: str) -> Evidence:
        return Evidence(
            code,
            self.dossiers,
            self.sums,
            open_dossiers=self.open_before,
            part_dossiers=self.parts if self.has_parts else None,
            part_slips=self.part_sums,
            declined=self.declined_sums,
            late=self.late_sums,
        )


Counts = Mapping[int, PeriodCounts]  # by procedure


def period_counts(period: Period, agencies: Sequence[int] | None = None) -> Mapping[int, Counts]:
    """By agency, those that count for anything in the period (of all agencies, or of `agencies`)."""
    rows = MonthTally.objects.all() if agencies is None else MonthTally.objects.filter(agency_id__in=agencies)
    found: dict[int, dict[int, PeriodCounts]] = defaultdict(lambda: defaultdict(PeriodCounts))
    within = rows.filter(month_on__gte=period.begins_on, month_on__lt=period.ends_before)
    for row in within.iterator():
        add_month(found[row.agency_id][row.procedure_id], row, period)
    for agency, procedure, own, parts in _open_at(rows, period.begins_on):
        counts = found[agency][procedure]
        counts.open_before, counts.parts_open_before = max(0, own), max(0, parts)
    counted = {agency: _counted(procedures) for agency, procedures in found.items()}
    return {agency: procedures for agency, procedures in counted.items() if procedures}


def add_month(counts: PeriodCounts, row: MonthTally, period: Period) -> None:
    """Adds a month of the period to its counts.

    A slip that was late for its quarter is not late for a year in which its dossier counts as well.
    """
    counts.received += row.received_count
    counts.finished += row.finished_count
    counts.early += row.early_count
    counts.on_time += row.on_time_count
    counts.late += row.late_count
    counts.online += row.online_count
    counts.slips += row.slip_count
    counts.parts_received += row.part_received_count
    counts.parts_finished += row.part_finished_count
    counts.sums = add_sums(counts.sums, _sums(row.slips))
    counts.part_sums = add_sums(counts.part_sums, _sums(row.part_slips))
    counts.declined_sums = add_sums(counts.declined_sums, _sums(row.declined_slips))
    for month, group in row.late_slips.items():
        own = date.fromisoformat(f"{month}-01")
        if period.begins_on <= own < period.ends_before:
            counts.sums = add_sums(counts.sums, _sums(group))
        else:
            counts.late_sums = add_sums(counts.late_sums, _sums(group))


def _counted(procedures: Counts) -> Counts:
    return {procedure: counts for procedure, counts in procedures.items() if counts.counts}


def _sums(group: Mapping[str, Sequence[int]]) -> Sums:
    return {index: (points, slips) for index, (points, slips) in group.items()}


def _open_at(rows: QuerySet[MonthTally], on: date) -> Iterator[tuple[int, int, int, int]]:
    """Agency, procedure, and how many dossiers led and parts begun before a day were not over by it."""
    open_rows = (
        rows.filter(month_on__lt=on)
        .values("agency_id", "procedure_id")
        .annotate(
            own=Sum(F("received_count") - F("finished_count") - F("closed_count")),
            parts=Sum(F("part_received_count") - F("part_finished_count") - F("part_closed_count")),
        )
        .filter(Q(own__gt=0) | Q(parts__gt=0))
    )
    yield from open_rows.values_list("agency_id", "procedure_id", "own", "parts")
