"""What can be done to many tasks at once: each act is a verb of services/dossiers on one task."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from motcua.kit.words import N_
from motcua.records.batches.models import Batch
from motcua.records.tasks.models import Task
from motcua.rules.process_model import DONE
from motcua.services.dossiers.assign import assign_task
from motcua.services.dossiers.complete_step import complete_task
from motcua.services.dossiers.receive import receive_dossier
from motcua.services.processes.frozen import process_table

Do = Callable[[Batch, Task, datetime, int], object]


@dataclass(frozen=True, slots=True)
class Act:
    """`permission` is asked of every task at the start; `fits` says of which tasks the act makes sense."""

    word: str
    permission: str
    fits: Callable[[Task], bool]
    do: Do


def _receive(batch: Batch, task: Task, at: datetime, version: int) -> object:
    return receive_dossier(dossier=task.dossier, by=batch.by, at=at, version=version)


def _complete(batch: Batch, task: Task, at: datetime, version: int) -> object:
    return complete_task(task=task, by=batch.by, at=at, version=version)


def _approve(batch: Batch, task: Task, at: datetime, version: int) -> object:
    return complete_task(task=task, by=batch.by, at=at, outcome="approve", version=version)


def _assign(batch: Batch, task: Task, at: datetime, version: int) -> object:
    return assign_task(task=task, to=batch.to, by=batch.by, at=at, version=version)


def _is_intake(task: Task) -> bool:
    return task.step == Task.INTAKE


def _outcomes(task: Task) -> tuple[str, ...]:
    """What the step may end with; nothing for the desk's own steps."""
    if task.step in Task.DESK_STEPS:
        return ()
    return process_table(task.dossier.process_version_id or 0).steps[task.step].outcomes


ACTS: dict[str, Act] = {
    "receive": Act(N_("Tiếp nhận"), "dossiers.receive", _is_intake, _receive),
    "complete": Act(
        N_("Xong bước này"), "dossiers.complete_step", lambda task: _outcomes(task) == (DONE,), _complete
    ),
    "approve": Act(
        N_("Đồng ý, phê duyệt"),
        "dossiers.complete_step",
        lambda task: "approve" in _outcomes(task),
        _approve,
    ),
    "assign": Act(N_("Giao việc"), "dossiers.assign", lambda task: task.step not in Task.DESK_STEPS, _assign),
}
