"""The roll-ups say what dossiers and slips say; cells about to be counted anew are passed over."""

from __future__ import annotations

from django.db.models import F

from motcua.records.dossiers.models import Dossier
from motcua.records.evaluations.models import MonthTally
from motcua.records.surveys.models import Slip
from motcua.reports.tallies import expected_tallies
from motcua.reports.tally_cells import COUNTS, GROUPS, Cell, Tally
from motcua.services.evaluations.tally import cells_of_dossiers, cells_of_slips
from motcua.services.verification.findings import Findings

NAME = "roll-ups"


def check_roll_ups(findings: Findings) -> None:
    check = findings.check(NAME)
    pending = _pending()
    if pending:
        check.note(f"{len(pending)} cells wait to be counted anew")
    expected = expected_tallies()
    kept = {Cell(row.agency_id, row.procedure_id, row.month_on): row for row in MonthTally.objects.all()}
    for cell in sorted(expected.keys() | kept.keys()):
        if cell in pending:
            continue
        check.saw()
        for problem in _differences(kept.get(cell), expected.get(cell) or Tally()):
            check.problem(f"agency {cell.agency}, procedure {cell.procedure}, {cell.month:%Y-%m}: {problem}")


def _pending() -> set[Cell]:
    dossiers = list(Dossier.objects.filter(tallied_version__lt=F("version")))
    slips = list(Slip.objects.filter(tallied_revision__lt=F("revision")))
    return cells_of_dossiers(dossiers) | cells_of_slips(slips)


def _differences(row: MonthTally | None, tally: Tally) -> list[str]:
    problems = []
    for name in COUNTS:
        kept = getattr(row, name) if row else 0
        if kept != tally.count(name):
            problems.append(f"{name} is {kept}, the rows give {tally.count(name)}")
    for name in GROUPS:
        kept_sums = getattr(row, name) if row else {}
        if kept_sums != getattr(tally, name):
            told = name.replace("_", " ")
            problems.append(f"{told} are {kept_sums}, the rows give {getattr(tally, name)}")
    return problems
