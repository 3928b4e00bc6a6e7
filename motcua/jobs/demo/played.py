"""A dossier of the replay: its row and those beside it, unsaved, with the ids they will have."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.records.dossiers.models import (
    Dossier,
    Pause,
    Reappointment,
    SupplementItem,
    SupplementRequest,
)
from motcua.records.files.models import Document
from motcua.records.people.models import Account
from motcua.records.surveys.models import Ticket
from motcua.records.tasks.models import Task
from motcua.rules.clock_events import ClockEvent
from motcua.services.dossiers.facts.clock import ClockFacts, reckoned
from motcua.services.dossiers.facts.tasks import done_columns, restarted_due

# Room for the ids of one dossier's rows, so that stories can be told in any order and in two processes.
TASKS_A_DOSSIER, REQUESTS_A_DOSSIER = 64, 4


class NotLegal(Exception):
    """A story asked for what the verb would have refused: a mistake of the generator."""


@dataclass(frozen=True, slots=True)
class FirstIds:
    """The first free id of each table whose rows others point to."""

    dossier: int
    task: int
    request: int
    ticket: int
    slip: int


@dataclass(slots=True)
class Played:
    """A dossier on the way, with the rows beside it."""

    dossier: Dossier
    ordinal: int
    ticket: Ticket | None = None
    tasks: list[Task] = field(default_factory=list)
    requests: list[SupplementRequest] = field(default_factory=list)
    items: list[SupplementItem] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    moved: Reappointment | None = None

    def open_steps(self) -> list[Task]:
        return [task for task in self._open() if task.step not in Task.DESK_STEPS]

    def _open(self) -> list[Task]:
        return [task for task in self.tasks if task.status == Task.OPEN]

    def open_task(self, step: str) -> Task:
        return next(task for task in self._open() if task.step == step)

    def cancel_open_tasks(self) -> None:
        for task in self._open():
            task.status, task.next_alarm_at = Task.CANCELLED, None

    def mute_open_steps(self) -> None:
        for task in self._open():
            task.next_alarm_at = None

    def restart_open_steps(self, at: datetime) -> None:
        for task in (one for one in self._open() if one.limit_text):
            task.due_at = task.next_alarm_at = restarted_due(self.dossier, task, at=at)

    def clock(self, *after: ClockEvent) -> Any:
        return reckoned(self.dossier, ClockFacts(self.requests, self.pauses, self.moved), *after)

    def rows(self) -> list[Any]:
        ticket = [self.ticket] if self.ticket else []
        moved = [self.moved] if self.moved else []
        return [
            *(self.dossier, *ticket, *self.tasks, *self.requests, *self.items),
            *(*self.pauses, *moved, *self.documents),
        ]


def finish_task(task: Task, *, by: Account, at: datetime, outcome: str, note: str = "") -> None:
    for column, value in done_columns(task, by=by, at=at, outcome=outcome, note=note).items():
        setattr(task, column, value)
