"""What the roll-ups must say, drawn from the dossiers and slips themselves.

The worker brings single cells up to date with it, `motcua verify` compares all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from motcua.kit.instants import VIETNAM, instant
from motcua.records.dossiers.models import Dossier
from motcua.records.surveys.models import Slip


class Cell(NamedTuple):
    """A lead agency, a procedure and a month (its first day, local)."""

    agency: int
    procedure: int
    month: date


@dataclass(slots=True)
class Tally:
    """The counts of one cell; `slips` is index → [points, slips that carry it]."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    slips: dict[str, list[int]] = field(default_factory=dict)

    def count(self, name: str) -> int:
        return self.counts.get(name, 0)


# Which instant puts a dossier in a month, which dossiers, and what is counted there.
_EVENTS: tuple[tuple[str, Q, dict[str, Q]], ...] = (
    (
        "received_at",
        Q(received_at__isnull=False),
        {"received_count": Q(), "online_count": Q(channel="online")},
    ),
    (
        "finished_at",
        Q(finished_at__isnull=False),
        {
            "finished_count": Q(),
            "early_count": Q(timeliness="early"),
            "on_time_count": Q(timeliness="on_time"),
            "late_count": Q(timeliness="late"),
        },
    ),
    (
        "closed_at",
        Q(closed_at__isnull=False),
        {"closed_count": Q(received_at__isnull=False), "declined_count": Q(status="declined")},
    ),
)


def expected_tallies(cell: Cell | None = None) -> dict[Cell, Tally]:
    """Every cell that holds anything (or only `cell`), counted from the rows."""
    found: dict[Cell, Tally] = defaultdict(Tally)
    for column, which, counted in _EVENTS:
        for row in _grouped(column, which, counted, cell):
            tally = found[Cell(row["lead_agency_id"], row["procedure_id"], _first_day(row["month"]))]
            for name in counted:
                tally.counts[name] += row[name]
    for slip_cell, answers in _slips(cell):
        _add_slip(found[slip_cell], answers)
    return {key: tally for key, tally in found.items() if any(tally.counts.values())}


def _grouped(column: str, which: Q, counted: dict[str, Q], cell: Cell | None) -> Iterable[Mapping[str, Any]]:
    rows = Dossier.objects.filter(which)
    if cell is not None:
        rows = rows.filter(
            lead_agency_id=cell.agency, procedure_id=cell.procedure, **_within(column, cell.month)
        )
    return (
        rows.annotate(month=TruncMonth(column, tzinfo=VIETNAM))
        .values("lead_agency_id", "procedure_id", "month")
        .annotate(**{name: Count("id", filter=condition) for name, condition in counted.items()})
        .order_by()
    )


def _slips(cell: Cell | None) -> Iterable[tuple[Cell, dict[str, int]]]:
    rows = Slip.objects.all()
    if cell is not None:
        rows = rows.filter(agency_id=cell.agency, procedure_id=cell.procedure, month_on=cell.month)
    for agency, procedure, month, answers in rows.values_list(
        "agency_id", "procedure_id", "month_on", "answers"
    ).iterator():
        yield Cell(agency, procedure, month), answers


def _add_slip(tally: Tally, answers: dict[str, int]) -> None:
    tally.counts["slip_count"] += 1
    for index, points in answers.items():
        sums = tally.slips.setdefault(index, [0, 0])
        sums[0] += points
        sums[1] += 1


def _within(column: str, month: date) -> dict[str, datetime]:
    begin = instant(datetime.combine(month, time()))
    end = instant(datetime.combine(next_month(month), time()))
    return {f"{column}__gte": begin, f"{column}__lt": end}


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_of(at: datetime) -> date:
    """The first day of the month in which an instant falls, in Việt Nam."""
    return at.astimezone(VIETNAM).date().replace(day=1)


def _first_day(month: datetime | date) -> date:
    return month.date() if isinstance(month, datetime) else month
