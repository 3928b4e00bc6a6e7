"""One procedure at one agency, month by month in a period: what its score rests on, from the roll-ups."""

from __future__ import annotations

from datetime import date

from motcua.kit.periods import Period
from motcua.records.evaluations.models import MonthTally
from motcua.reports.score_counts import PeriodCounts, add_month


def procedure_months(agency_id: int, procedure: str, period: Period) -> list[tuple[date, PeriodCounts]]:
    """The months (their first days) in which anything counted, oldest first; `procedure` by its code."""
    rows = MonthTally.objects.filter(
        agency_id=agency_id,
        procedure__code=procedure,
        month_on__gte=period.begins_on,
        month_on__lt=period.ends_before,
    )
    return [(row.month_on, _counts(row, period)) for row in rows.order_by("month_on")]


def _counts(row: MonthTally, period: Period) -> PeriodCounts:
    counts = PeriodCounts()
    add_month(counts, row, period)
    return counts
