"""A dossier's hand-overs, from its tasks, as the control slip prints them (TT 01/2018 Mẫu 05)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from motcua.kit.instants import VIETNAM, utc_text
from motcua.records.dossiers.models import Dossier
from motcua.records.tasks.models import Task
from motcua.rules.hand_overs import Holder, Step, hand_overs


def control_slip_facts(dossier: Dossier, tasks: Iterable[Task]) -> dict[str, Any]:
    """What Mẫu 05 shows at this instant, to be sealed with it; `tasks` with agency, assignee and done_by."""
    known = sorted((task for task in tasks if _counts(task)), key=lambda task: task.pk)
    rows = hand_overs([_step(number, task) for number, task in enumerate(known)])
    own = {dossier.receiving_agency.name, dossier.lead_agency.name}
    return {
        "partners": [name for name in dict.fromkeys(task.agency.name for task in known) if name not in own],
        "hand_overs": [
            {
                "giver": _shown(row.giver),
                "receiver": _shown(row.receiver) if row.receiver else None,
                "at": utc_text(row.at.replace(tzinfo=VIETNAM)),
                "result": row.result,
                "note": row.note,
            }
            for row in rows
        ],
    }


def _counts(task: Task) -> bool:
    """Cancelled work was never done; an answer of the desk that was no receipt handed nothing over."""
    is_other_answer = task.step == Task.INTAKE and task.outcome != "received"
    return task.status != Task.CANCELLED and not is_other_answer


def _step(number: int, task: Task) -> Step:
    who = task.done_by or task.assignee
    return Step(
        number=number,
        holder=Holder(task.agency.name, who.name if who else ""),
        opened_at=_wall_clock(task.opened_at),
        ended_at=_wall_clock(task.done_at) if task.done_at else None,
        timeliness=task.timeliness,
        note=task.note,
        is_last=task.step == Task.RELEASE,
    )


def _wall_clock(at: datetime) -> datetime:
    # To the microsecond: what a step's end opened is known by the very instant.
    return at.astimezone(VIETNAM).replace(tzinfo=None)


def _shown(holder: Holder) -> dict[str, str]:
    return {"agency": holder.agency, "officer": holder.officer}
