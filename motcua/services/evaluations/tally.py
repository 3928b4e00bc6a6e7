"""Keeps the roll-ups: cells touched by changed dossiers and slips are counted anew, never added to."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from motcua.records.dossiers.models import Dossier
from motcua.records.evaluations.models import MonthTally
from motcua.records.surveys.models import Slip
from motcua.reports.tallies import Cell, Tally, expected_tallies, month_of

COUNTS = (
    *("received_count", "online_count", "finished_count", "early_count", "on_time_count"),
    *("late_count", "closed_count", "declined_count", "slip_count"),
)


def tally_changes(*, most: int = 50) -> int:
    """Brings the cells of up to `most` changed dossiers and slips up to date; the number worked off.

    A row is marked with the version that was counted, so that a change in between is counted again.
    """
    dossiers = list(Dossier.objects.filter(tallied_version__lt=F("version"))[:most])
    slips = list(Slip.objects.filter(tallied_revision__lt=F("revision"))[:most])
    cells = {cell for dossier in dossiers for cell in cells_of(dossier)}
    cells |= {Cell(slip.agency_id, slip.procedure_id, slip.month_on) for slip in slips}
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


def cells_of(dossier: Dossier) -> Iterable[Cell]:
    for at in (dossier.received_at, dossier.finished_at, dossier.closed_at):
        if at is not None:
            yield Cell(dossier.lead_agency_id, dossier.procedure_id, month_of(at))


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
        update_fields=[*COUNTS, "slips"],
    )


def _row(cell: Cell, tally: Tally) -> MonthTally:
    counts = {name: tally.count(name) for name in COUNTS}
    return MonthTally(
        agency_id=cell.agency, procedure_id=cell.procedure, month_on=cell.month, slips=tally.slips, **counts
    )
