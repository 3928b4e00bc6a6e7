"""What a story is played on: the verbs themselves (in the test) or their replay in memory (replay.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import StoredFile
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.services.dossiers.request_supplement import AskedItem
from motcua.services.dossiers.submit import GivenDocument

Results = Sequence[tuple[str, StoredFile]]


@dataclass(frozen=True, slots=True)
class Filing:
    """What is filed: `offer` as of offers_with_versions; `by` as of submit_dossier."""

    offer: Any
    applicant: Mapping[str, Any]
    form: Mapping[str, Any]
    documents: Sequence[GivenDocument]
    channel: str
    by: Account | None


@dataclass(frozen=True, slots=True)
class Answers:
    """A survey slip, as answer_slip takes it."""

    answers: Mapping[str, int]
    satisfaction: Mapping[str, int]
    has_paid_outside: bool
    channel: str


class Life(Protocol):
    """A dossier on the way."""

    @property
    def dossier(self) -> Dossier: ...
    def open_steps(self) -> Sequence[Task]:
        """The open tasks of the process, oldest first; without the desk's own two."""


class Stage(Protocol):
    """One method for each verb of services/dossiers that a story uses."""

    def submit(self, filing: Filing, *, at: datetime) -> Life: ...
    def receive(self, life: Life, *, by: Account, at: datetime, serial: int) -> None: ...
    def decline(self, life: Life, *, by: Account, at: datetime, reason: str) -> None: ...
    def ask(self, life: Life, *, by: Account, at: datetime, items: Sequence[AskedItem]) -> None: ...
    def asked(self, life: Life) -> Sequence[str]:
        """The requirement keys, or `form`, that are asked for and not yet given."""

    def supplement(
        self,
        life: Life,
        *,
        by: Account | None,
        at: datetime,
        documents: Sequence[GivenDocument],
        form: Mapping[str, Any] | None,
    ) -> None:
        """`form` as it was filed: what a demo applicant corrects in it is not invented."""

    def complete(
        self, life: Life, task: Task, *, by: Account, at: datetime, outcome: str, note: str
    ) -> None: ...
    def pause(self, life: Life, *, by: Account, at: datetime, cause: str) -> None: ...
    def resume(self, life: Life, *, by: Account, at: datetime) -> None: ...
    def apologise(
        self, life: Life, *, by: Account, at: datetime, appointed_at: datetime, reason: str
    ) -> None: ...
    def withdraw(self, life: Life, *, by: Account | None, at: datetime, reason: str) -> None: ...
    def release(self, life: Life, *, by: Account, at: datetime, way: str, results: Results) -> None: ...
    def answer(self, life: Life, given: Answers, *, at: datetime) -> None: ...
