"""The stage of stories.py with nothing in memory: every act is the verb itself, on the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from motcua.jobs.demo.stage import Answers, Filing, Results
from motcua.records.dossiers.models import Dossier, SupplementItem
from motcua.records.people.models import Account
from motcua.records.surveys.models import Ticket
from motcua.records.tasks.models import Task
from motcua.services.dossiers.apologise import apologise
from motcua.services.dossiers.complete_step import complete_task
from motcua.services.dossiers.decline import decline_dossier
from motcua.services.dossiers.pause import pause_dossier
from motcua.services.dossiers.receive import receive_dossier
from motcua.services.dossiers.release import release_dossier
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.dossiers.resume import resume_dossier
from motcua.services.dossiers.submit import GivenDocument, submit_dossier
from motcua.services.dossiers.supplement import supplement_dossier
from motcua.services.dossiers.withdraw import withdraw_dossier
from motcua.services.surveys.answer_slip import answer_slip


class Lived:
    """A dossier, read afresh whenever it is looked at."""

    def __init__(self, pk: int) -> None:
        self.pk = pk

    @property
    def dossier(self) -> Dossier:
        return Dossier.objects.select_related("receiving_agency", "lead_agency").get(pk=self.pk)

    def open_steps(self) -> Sequence[Task]:
        tasks = Task.objects.filter(dossier=self.pk, status=Task.OPEN).exclude(step__in=["intake", "release"])
        return list(tasks.select_related("dossier__receiving_agency", "dossier__lead_agency").order_by("id"))


class VerbStage:
    """`set_clock` puts the machine's clock where the business clock is, as the replay has it."""

    def __init__(self, set_clock: Callable[[datetime], None]) -> None:
        self.set_clock = set_clock

    def submit(self, filing: Filing, *, at: datetime) -> Lived:
        self.set_clock(at)
        filed = submit_dossier(
            procedure=filing.offer.procedure.code,
            agency=filing.offer.agency.code,
            applicant=filing.applicant,
            form=filing.form,
            documents=filing.documents,
            channel=filing.channel,
            by=filing.by,
            at=at,
        )
        return Lived(filed.dossier.pk)

    def receive(self, life: Lived, *, by: Account, at: datetime, serial: int) -> None:
        self.set_clock(at)
        receive_dossier(dossier=life.dossier, by=by, at=at)

    def decline(self, life: Lived, *, by: Account, at: datetime, reason: str) -> None:
        self.set_clock(at)
        decline_dossier(dossier=life.dossier, by=by, at=at, reason=reason)

    def ask(self, life: Lived, *, by: Account, at: datetime, items: Sequence[AskedItem]) -> None:
        self.set_clock(at)
        request_supplement(dossier=life.dossier, by=by, at=at, items=items)

    def asked(self, life: Lived) -> Sequence[str]:
        items = SupplementItem.objects.filter(request__dossier=life.pk, met_at=None)
        return list(items.order_by("id").values_list("requirement", flat=True))

    def supplement(
        self,
        life: Lived,
        *,
        by: Account | None,
        at: datetime,
        documents: Sequence[GivenDocument],
        form: Mapping[str, Any] | None,
    ) -> None:
        self.set_clock(at)
        supplement_dossier(dossier=life.dossier, by=by, at=at, documents=documents, form=form)

    def complete(
        self, life: Lived, task: Task, *, by: Account, at: datetime, outcome: str, note: str
    ) -> None:
        self.set_clock(at)
        # An apology may have moved the dossier on since the step was looked up.
        fresh = next(one for one in life.open_steps() if one.pk == task.pk)
        complete_task(task=fresh, by=by, at=at, outcome=outcome, note=note)

    def pause(self, life: Lived, *, by: Account, at: datetime, cause: str) -> None:
        self.set_clock(at)
        pause_dossier(dossier=life.dossier, by=by, at=at, cause=cause)

    def resume(self, life: Lived, *, by: Account, at: datetime) -> None:
        self.set_clock(at)
        resume_dossier(dossier=life.dossier, by=by, at=at)

    def apologise(
        self, life: Lived, *, by: Account, at: datetime, appointed_at: datetime, reason: str
    ) -> None:
        self.set_clock(at)
        apologise(dossier=life.dossier, by=by, at=at, appointed_at=appointed_at, reason=reason)

    def withdraw(self, life: Lived, *, by: Account | None, at: datetime, reason: str) -> None:
        self.set_clock(at)
        withdraw_dossier(dossier=life.dossier, by=by, at=at, reason=reason)

    def release(self, life: Lived, *, by: Account, at: datetime, way: str, results: Results) -> None:
        self.set_clock(at)
        release_dossier(dossier=life.dossier, by=by, at=at, way=way, results=results)

    def answer(self, life: Lived, given: Answers, *, at: datetime) -> None:
        self.set_clock(at)
        ticket: Any = Ticket.objects.select_related("dossier").get(dossier=life.pk)
        answer_slip(
            ticket=ticket,
            answers=given.answers,
            satisfaction=given.satisfaction,
            has_paid_outside=given.has_paid_outside,
            channel=given.channel,
            at=at,
        )
