"""An evaluation drawn from the rows themselves, as plainly as can be: no roll-up, no sums.

What comes out is a file for `motcua score`, with every slip in it; tests/rules/naive_scoring.py scores it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from motcua.kit.instants import local
from motcua.records.dossiers.models import Dossier
from motcua.records.surveys.models import Slip
from motcua.records.tasks.models import Task

POINTS = {"early": 2, "on_time": 1, "late": 0}
# The last days on which something counts in the quarters of 2019 to 2021.
CLOSINGS = [
    (first, last)
    for year in (2019, 2020, 2021)
    for first, last in (
        (date(year, 1, 1), date(year, 4, 15)),
        (date(year, 4, 1), date(year, 7, 15)),
        (date(year, 7, 1), date(year, 10, 15)),
        (date(year, 10, 1), date(year + 1, 1, 15)),
    )
]

Procedures = dict[int, dict[str, Any]]


def raw_evaluation(begin: date, end: date) -> dict[int, Procedures]:
    """agency → procedure → its entry in the file, for the period from `begin` to before `end`."""
    found: dict[int, Procedures] = defaultdict(lambda: defaultdict(_nothing))
    steps = _steps()
    for dossier in Dossier.objects.select_related("procedure"):
        for agency, group in _who_counts_it(dossier, steps[dossier.pk]):
            entry = found[agency][dossier.procedure_id]
            begun = dossier.received_at
            if group == "parts":
                begun = min(step.opened_at for step in steps[dossier.pk] if step.agency_id == agency)
            _count(entry[group], begun, dossier, begin, end)
    for slip in Slip.objects.select_related("ticket__dossier"):
        _tell(found, slip, slip.ticket.dossier, steps[slip.ticket.dossier_id], begin, end)
    return {agency: _entries(procedures) for agency, procedures in found.items()}


def _nothing() -> dict[str, Any]:
    groups = {group: {"received": 0, "finished": 0, "open": 0} for group in ("own", "parts")}
    return {**groups, "slips": [], "part_slips": [], "declined": [], "late": []}


def _steps() -> dict[int, list[Task]]:
    found: dict[int, list[Task]] = defaultdict(list)
    for task in Task.objects.exclude(step__in=("intake", "release")):
        if task.status != "cancelled":
            found[task.dossier_id].append(task)
    return found


def _who_counts_it(dossier: Dossier, steps: list[Task]) -> list[tuple[int, str]]:
    lead = [(dossier.lead_agency_id, "own")] if dossier.received_at else []
    others = {step.agency_id for step in steps} - {dossier.lead_agency_id}
    return lead + [(agency, "parts") for agency in others]


def _count(group: dict[str, int], begun: datetime | None, dossier: Dossier, begin: date, end: date) -> None:
    assert begun is not None
    begun_on = local(begun).date()
    over = dossier.finished_at or dossier.closed_at
    group["received"] += begin <= begun_on < end
    group["finished"] += dossier.finished_at is not None and begin <= local(dossier.finished_at).date() < end
    group["open"] += begun_on < begin and (over is None or local(over).date() >= begin)


def _tell(
    found: dict[int, Procedures], slip: Slip, dossier: Dossier, steps: list[Task], begin: date, end: date
) -> None:
    over = dossier.finished_at or dossier.closed_at
    assert over is not None
    own_on, answered_on = local(over).date(), local(slip.answered_at).date()
    counted_on = next(
        max(first, own_on)
        for first, last in CLOSINGS
        if answered_on <= last and own_on < _after_three_months(first)
    )
    if not begin <= counted_on < end:
        return
    is_late = own_on < begin
    if dossier.received_at is None:
        entry = found[dossier.receiving_agency_id][dossier.procedure_id]
        entry["declined"].append(slip.answers)
        return
    worst: dict[int, int] = {}
    for step in steps:
        if step.timeliness:
            worst[step.agency_id] = min(POINTS[step.timeliness], worst.get(step.agency_id, 2))
    told = {index: slip.answers[index] for index in ("1", "3", "4", "7")}
    if dossier.lead_agency_id in worst:
        told["2"] = worst.pop(dossier.lead_agency_id)
    elif not worst and dossier.timeliness:
        told["2"] = POINTS[dossier.timeliness]
    found[dossier.lead_agency_id][dossier.procedure_id]["late" if is_late else "slips"].append(told)
    for agency, points in worst.items():
        found[agency][dossier.procedure_id]["late" if is_late else "part_slips"].append({"2": points})


def _after_three_months(first: date) -> date:
    return (first + timedelta(days=100)).replace(day=1)


def _entries(procedures: Procedures) -> Procedures:
    entries = {}
    for procedure, entry in procedures.items():
        own, parts = entry["own"], entry["parts"]
        plain = {
            "dossiers": own["finished"] or own["received"],
            "slips": entry["slips"],
            "declined": entry["declined"],
            "late": entry["late"],
        }
        if any(parts.values()):
            plain["parts"] = {
                "dossiers": parts["finished"] or parts["received"],
                "slips": entry["part_slips"],
            }
        entries[procedure] = plain
    return entries
