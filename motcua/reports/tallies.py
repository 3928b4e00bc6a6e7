"""What the roll-ups must say, drawn from the dossiers and slips themselves.

The worker brings single cells up to date with it, `motcua verify` compares all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, F, Min, Q
from django.db.models.functions import TruncMonth

from motcua.kit.instants import VIETNAM, instant
from motcua.records.dossiers.models import Dossier
from motcua.records.surveys.models import Slip, SlipPart
from motcua.records.tasks.models import Task
from motcua.reports.tally_cells import PART_COUNTS, Cell, GivenSlip, Tally, month_of, next_month
from motcua.rules.scoring_tally import PARTS_INDEX

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
    for part_cell, name in _parts(cell):
        found[part_cell].counts[name] += 1
    for slip_cell, slip in _slips(cell):
        found[slip_cell].add_slip(slip)
    for slip_cell, slip in _slip_parts(cell):
        found[slip_cell].add_part(slip)
    wanted = found if cell is None else {cell: found[cell]}
    return {key: tally for key, tally in wanted.items() if not tally.is_empty}


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


def _parts(cell: Cell | None) -> Iterator[tuple[Cell, str]]:
    """What counts an agency's part in a dossier that another leads: arrived with its first step, finished
    and closed with the dossier. A step that was called off before it was done is no part.
    """
    steps = Task.objects.filter(status__in=(Task.OPEN, Task.DONE)).exclude(limit_text="")
    steps = steps.exclude(agency_id=F("dossier__lead_agency_id"))
    if cell is not None:
        steps = steps.filter(agency_id=cell.agency, dossier__procedure_id=cell.procedure)
    rows = steps.values("agency_id", "dossier_id").annotate(
        procedure=F("dossier__procedure_id"),
        begun_at=Min("opened_at"),
        finished_at=F("dossier__finished_at"),
        closed_at=F("dossier__closed_at"),
    )
    for row in rows.order_by().iterator():
        instants = (row["begun_at"], row["finished_at"], row["closed_at"])
        for name, at in zip(PART_COUNTS, instants, strict=True):
            if at is not None:
                yield Cell(row["agency_id"], row["procedure"], month_of(at)), name


def _slips(cell: Cell | None) -> Iterator[tuple[Cell, GivenSlip]]:
    rows = Slip.objects.all()
    if cell is not None:
        rows = rows.filter(agency_id=cell.agency, procedure_id=cell.procedure, counted_on=cell.month)
    columns = ("agency_id", "procedure_id", "counted_on", "month_on", "is_before_receipt", "answers")
    for agency, procedure, counted, month, is_before, answers in rows.values_list(*columns).iterator():
        yield Cell(agency, procedure, counted), GivenSlip(month, counted, answers, is_before)


def _slip_parts(cell: Cell | None) -> Iterator[tuple[Cell, GivenSlip]]:
    rows = SlipPart.objects.all()
    if cell is not None:
        rows = rows.filter(
            agency_id=cell.agency, slip__procedure_id=cell.procedure, slip__counted_on=cell.month
        )
    columns = ("agency_id", "slip__procedure_id", "slip__counted_on", "slip__month_on", "points")
    for agency, procedure, counted, month, points in rows.values_list(*columns).iterator():
        yield Cell(agency, procedure, counted), GivenSlip(month, counted, {PARTS_INDEX: points})


def _within(column: str, month: date) -> dict[str, datetime]:
    begin = instant(datetime.combine(month, time()))
    end = instant(datetime.combine(next_month(month), time()))
    return {f"{column}__gte": begin, f"{column}__lt": end}


def _first_day(month: datetime | date) -> date:
    return month.date() if isinstance(month, datetime) else month
