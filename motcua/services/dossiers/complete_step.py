"""An officer completes a step: the process says what opens next (TT 01/2018 Art. 8; NĐ 61/2018 Art. 19)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import StoredFile
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.rules.process_model import DONE
from motcua.rules.process_moves import Marking, Progress, complete_step
from motcua.services.dossiers._finish import finish_dossier
from motcua.services.dossiers._input import note_of, reason_of
from motcua.services.dossiers._results import attach_results
from motcua.services.dossiers._tasks import (
    already_done,
    check_running,
    close_task,
    open_steps,
    who_was_first,
)
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.dossiers.facts.holders import in_place_of
from motcua.services.dossiers.facts.messages import tell_portal
from motcua.services.dossiers.facts.tasks import done_columns
from motcua.services.errors import NotDone
from motcua.services.processes.frozen import process_table


def complete_task(
    *,
    task: Task,
    by: Account,
    at: datetime,
    outcome: str = "",
    note: str = "",
    results: Sequence[tuple[str, StoredFile]] = (),
    version: int | None = None,
) -> Dossier:
    """Completes an open step of a process (`task.dossier` loaded) with an outcome (approve, refuse, …).

    Raises NotDone where the step is done already, the dossier is stopped or changed meanwhile, or the
    outcome is not one the step can have. A refusal needs its reason in `note` (Mẫu 03, Art. 19.8).
    """
    dossier = task.dossier
    if task.status != Task.OPEN:
        raise NotDone(already_done(task))
    check_version(dossier, version)
    check_running(dossier)
    told = reason_of(note, field="note") if outcome == "refuse" else note_of(note)
    table = process_table(dossier.process_version_id or 0)
    progress = complete_step(table, Marking.from_json(dossier.marking), task.step, outcome or DONE)
    if isinstance(progress, Refused):
        raise NotDone(progress)
    with transaction.atomic():
        done = done_columns(task, by=by, at=at, outcome=outcome, note=told)
        # The dossier's row first, as in every verb: two that take its tasks first would wait crosswise.
        try:
            _advance(dossier, task, progress, done, results, by=by, at=at)
        except NotDone as no:
            raise who_was_first(task, no) from None
        close_task(task, by=by, at=at, outcome=outcome, note=told)
        attach_results(dossier, results, by=by, at=at)
        open_steps(dossier, table, progress.opened, at=at)
        if progress.ended is not None:
            finish_dossier(
                dossier, result=progress.ended, by=by, at=at, reason=_refusal_reason(dossier, progress, told)
            )
    return dossier


def _advance(
    dossier: Dossier,
    task: Task,
    progress: Progress,
    done: Mapping[str, Any],
    results: Sequence[tuple[str, StoredFile]],
    *,
    by: Account,
    at: datetime,
) -> None:
    is_first = dossier.status == "received"
    write_dossier(
        dossier,
        event="dossier.step_completed",
        by=by,
        at=at,
        to="processing" if is_first else None,
        changes={"marking": progress.marking.to_json()},
        data={
            "task": task.pk,
            "step": task.step,
            "outcome": done["outcome"],
            "timeliness": done["timeliness"],
            "results": [file.digest for _, file in results],
            **in_place_of(task, by),
        },
        messages=[tell_portal(dossier, status="processing", at=at)] if is_first else [],
    )


def _refusal_reason(dossier: Dossier, progress: Progress, told: str) -> str:
    """The reason of the step that refused, which may lie a few steps back."""
    if progress.ended != "refused":
        return ""
    refused = Task.objects.filter(dossier=dossier, outcome="refuse").order_by("-done_at").first()
    return refused.note if refused else told
