"""Keeps the roll-ups: cells touched by changed dossiers and slips are counted anew, never added to."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from motcua.records.dossiers.models import Dossier
from motcua.records.evaluations.models import MonthTally
from motcua.records.surveys.models import Slip, SlipPart
from motcua.records.tasks.models import Task
from motcua.reports.tallies import expected_tallies
from motcua.reports.tally_cells import COUNTS, GROUPS, Cell, Tally, month_of


def tally_changes(*, most: int = 50) -> int:
    """Brings the cells of up to `most` changed dossiers and slips up to date; the number worked off.

    A row is marked with the version that was counted, so that a change in between is counted again.
    """
    dossiers = list(Dossier.objects.filter(tallied_version__lt=F("version"))[:most])
    slips = list(Slip.objects.filter(tallied_revision__lt=F("revision"))[:most])
    cells = cells_of_dossiers(dossiers) | cells_of_slips(slips)
    with transaction.atomic():
        for cell in cells:
            _write(cell, expected_tallies(cell).get(cell))
        for dossier in dossiers:
            Dossier.objects.filter(pk=dossier.pk).update(tallied_version=dossier.version)
        for slip in slips:
            Slip.objects.filter(pk=slip.pk).update(tallied_revision=slip.revision)
    return len(dossiers) + len(slips)


def rebuild_tallies() -> int:
    """All cells from the rows, marked as counted; for the demo's bulk and after a restore."""
    expected = expected_tallies()
    with transaction.atomic():
        MonthTally.objects.all().delete()
        MonthTally.objects.bulk_create(
            (_row(cell, tally) for cell, tally in expected.items()), batch_size=500
        )
        Dossier.objects.filter(tallied_version__lt=F("version")).update(tallied_version=F("version"))
        Slip.objects.filter(tallied_revision__lt=F("revision")).update(tallied_revision=F("revision"))
    return len(expected)


def cells_of_dossiers(dossiers: Sequence[Dossier]) -> set[Cell]:
    """The cells in which dossiers count, or may have counted: those of the lead and of all with a step."""
    cells = set()
    for dossier in dossiers:
        for at in (dossier.received_at, dossier.finished_at, dossier.closed_at):
            if at is not None:
                cells.add(Cell(dossier.lead_agency_id, dossier.procedure_id, month_of(at)))
    steps = Task.objects.filter(dossier__in=dossiers).exclude(limit_text="")
    steps = steps.exclude(agency_id=F("dossier__lead_agency_id")).select_related("dossier")
    for step in steps:
        for at in (step.opened_at, step.dossier.finished_at, step.dossier.closed_at):
            if at is not None:
                cells.add(Cell(step.agency_id, step.dossier.procedure_id, month_of(at)))
    return cells


def cells_of_slips(slips: Sequence[Slip]) -> set[Cell]:
    cells = {Cell(slip.agency_id, slip.procedure_id, slip.counted_on) for slip in slips}
    for part in SlipPart.objects.filter(slip__in=slips).select_related("slip"):
        cells.add(Cell(part.agency_id, part.slip.procedure_id, part.slip.counted_on))
    return cells


def _write(cell: Cell, tally: Tally | None) -> None:
    if tally is None:
        MonthTally.objects.filter(
            agency_id=cell.agency, procedure_id=cell.procedure, month_on=cell.month
        ).delete()
        return
    row = _row(cell, tally)
    MonthTally.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["agency", "procedure", "month_on"],
        update_fields=[*COUNTS, *GROUPS],
    )


def _row(cell: Cell, tally: Tally) -> MonthTally:
    counts = {name: tally.count(name) for name in COUNTS}
    return MonthTally(
        agency_id=cell.agency,
        procedure_id=cell.procedure,
        month_on=cell.month,
        **counts,
        **tally.groups(),
    )
