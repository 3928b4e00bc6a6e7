"""Plays the verbs in memory: the same decisions on unsaved rows, which `bulk.py` then writes at once.

Every method mirrors one file of services/dossiers and uses its builders; tests/jobs/demo/test_bulk.py
plays the same stories through both and compares every row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from motcua.jobs.demo.played import NotLegal, Played, finish_task
from motcua.jobs.demo.recorder import Recorder
from motcua.jobs.demo.stage import Answers, Filing, Results
from motcua.kit.instants import instant, local, local_date
from motcua.kit.refusal import Refused
from motcua.records.dossiers.models import (
    Decision,
    Dossier,
    Pause,
    Reappointment,
)
from motcua.records.files.models import Document
from motcua.records.people.models import Account
from motcua.records.surveys.models import Slip
from motcua.records.tasks.models import Task
from motcua.rules.clock_events import ClockEvent
from motcua.rules.desk_deadlines import apology_deadline
from motcua.rules.dossier_codes import format_dossier_code
from motcua.rules.process_model import DONE
from motcua.rules.process_moves import Marking, complete_step, start_process
from motcua.services.dossiers.facts.clock import calendar_of, limit_of
from motcua.services.dossiers.facts.content import SealedContent
from motcua.services.dossiers.facts.hand_overs import control_slip_facts
from motcua.services.dossiers.facts.messages import tell_portal
from motcua.services.dossiers.facts.tasks import intake_task
from motcua.services.dossiers.facts.waiting import waits_until
from motcua.services.dossiers.preflight import check_filing
from motcua.services.dossiers.receive import code_shape, received_columns, told_of_receipt
from motcua.services.dossiers.request_supplement import AskedItem
from motcua.services.dossiers.submit import GivenDocument, given_documents, new_dossier
from motcua.services.procedures.frozen import frozen_procedure
from motcua.services.processes.frozen import process_table
from motcua.services.surveys.answer_slip import slip_columns
from motcua.services.surveys.issue_ticket import make_ticket
from motcua.services.surveys.slip_facts import other_parts, parts_by_agency
from motcua.services.tokens import new_secret, new_ticket


class Replay(Recorder):
    """A stage (stage.py): each method is one verb of services/dossiers."""

    def submit(self, filing: Filing, *, at: datetime) -> Played:
        offer, frozen = filing.offer, frozen_procedure(filing.offer.version_id)
        checked = check_filing(
            frozen,
            applicant=filing.applicant,
            form=filing.form,
            given=[document.requirement for document in filing.documents],
            channel=filing.channel,
            today=local_date(at),
            rulebook_version=offer.rulebook_id,
        )
        content = SealedContent(applicant=checked.applicant, form=checked.form, secret=new_secret())
        lead = self.world.lead(offer)
        dossier = new_dossier(offer, lead, frozen, content, channel=filing.channel, by=filing.by, at=at)
        dossier.is_demo = True
        dossier.pk = self.first.dossier + self.ordinal
        life = Played(dossier, self.ordinal)
        self.ordinal += 1
        dossier.version, dossier.journal_head = 0, ""
        self._write(life, "dossier.submitted", by=filing.by, at=at, data=_digests(filing.documents))
        life.documents += given_documents(dossier, filing.documents, by=filing.by, at=at)
        self._open(life, intake_task(dossier, at=at))
        life.ticket = make_ticket(new_ticket(), dossier=dossier, at=at)
        life.ticket.pk = self.first.ticket + life.ordinal
        self._post(life, tell_portal(dossier, status=dossier.status, at=at), at)
        return life

    def receive(self, life: Played, *, by: Account, at: datetime, serial: int) -> None:
        dossier = life.dossier
        finish_task(life.open_task(Task.INTAKE), by=by, at=at, outcome="received")
        code = format_dossier_code(
            dossier.receiving_agency.code, local_date(at), serial, code_shape(dossier, at)
        )
        changes = received_columns(dossier, code=code, by=by, at=at)
        is_immediate = frozen_procedure(dossier.procedure_version_id).is_immediate
        progress = start_process(process_table(dossier.process_version_id or 0))
        if not is_immediate:
            changes["marking"] = progress.marking.to_json()
        told = tell_portal(dossier, status="received", at=at, **told_of_receipt(changes))
        data = {"code": code}
        self._write(
            life, "dossier.received", by=by, at=at, to="received", changes=changes, data=data, told=told
        )
        self._issue(life, "01", by=by, at=at)
        if is_immediate:
            self._finish(life, "granted", by=by, at=at, is_immediate=True)
        else:
            self._open_steps(life, progress.opened, at)

    def decline(self, life: Played, *, by: Account, at: datetime, reason: str) -> None:
        self._close(life, "declined", by=by, at=at, reason=reason)
        self.batch.add(Decision(dossier=life.dossier, kind="decline", at=at, by=by, reason=reason))
        self._issue(life, "03", by=by, at=at, reason=reason)

    def withdraw(self, life: Played, *, by: Account | None, at: datetime, reason: str) -> None:
        self._close(life, "withdrawn", by=by, at=at, reason=reason)
        self.batch.add(Decision(dossier=life.dossier, kind="withdraw", at=at, by=by, reason=reason))

    def ask(self, life: Played, *, by: Account, at: datetime, items: Sequence[AskedItem]) -> None:
        dossier = life.dossier
        is_before_receipt = dossier.received_at is None
        if not is_before_receipt:
            self._check_clock(life, ClockEvent(local(at), "request_supplement"))
        if dossier.status == "received":
            self._write(life, "dossier.processing", by=by, at=at, to="processing")
        to = "awaiting_completion" if is_before_receipt else "awaiting_supplement"
        self._write(
            life,
            "dossier.supplement_requested",
            by=by,
            at=at,
            to=to,
            changes={
                "contact_count": dossier.contact_count + 1,
                "next_alarm_at": waits_until(dossier, asked_at=at),
            },
            data={"items": [[item.requirement, item.defect] for item in items], "is_override": False},
            told=tell_portal(dossier, status=to, at=at),
        )
        if is_before_receipt:
            finish_task(life.open_task(Task.INTAKE), by=by, at=at, outcome="asked")
        else:
            life.mute_open_steps()
        self._keep_request(life, items, is_before_receipt, by=by, at=at)
        self._issue(life, "02", by=by, at=at, items=items)

    def asked(self, life: Played) -> list[str]:
        return [item.requirement for item in life.items if item.met_at is None]

    def supplement(
        self,
        life: Played,
        *,
        by: Account | None,
        at: datetime,
        documents: Sequence[GivenDocument],
        form: Mapping[str, Any] | None,
    ) -> None:
        """Everything that was asked for, at once."""
        dossier, request = life.dossier, life.requests[-1]
        given = {document.requirement for document in documents}
        for old in life.documents:
            if old.requirement in given and not old.is_result and old.replaced_at is None:
                old.replaced_at = at
        life.documents += given_documents(dossier, documents, by=by, at=at)
        for item in life.items:
            item.met_at = at
        request.answered_at = at
        to = "submitted" if request.is_before_receipt else "processing"
        moved = self._desk_clock(dossier, at) if request.is_before_receipt else self._handling_clock(life)
        more = {name: value for name, value in moved.items() if name == "due_at"}
        self._write(
            life,
            "dossier.supplemented",
            by=by,
            at=at,
            to=to,
            changes=moved,
            data=_digests(documents),
            told=tell_portal(dossier, status=to, at=at, **more),
        )
        if request.is_before_receipt:
            self._open(life, intake_task(dossier, at=at))
        else:
            life.restart_open_steps(at)

    def complete(
        self, life: Played, task: Task, *, by: Account, at: datetime, outcome: str, note: str
    ) -> None:
        dossier = life.dossier
        table = process_table(dossier.process_version_id or 0)
        progress = complete_step(table, Marking.from_json(dossier.marking), task.step, outcome or DONE)
        if isinstance(progress, Refused):
            raise NotLegal(progress.code)
        finish_task(task, by=by, at=at, outcome=outcome, note=note)
        is_first = dossier.status == "received"
        self._write(
            life,
            "dossier.step_completed",
            by=by,
            at=at,
            to="processing" if is_first else None,
            changes={"marking": progress.marking.to_json()},
            data={
                "task": task.pk,
                "step": task.step,
                "outcome": task.outcome,
                "timeliness": task.timeliness,
                "results": [],
            },
            told=tell_portal(dossier, status="processing", at=at) if is_first else None,
        )
        self._open_steps(life, progress.opened, at)
        if progress.ended is not None:
            reason = self._refusal_reason(life, note) if progress.ended == "refused" else ""
            self._finish(life, progress.ended, by=by, at=at, reason=reason)

    def pause(self, life: Played, *, by: Account, at: datetime, cause: str) -> None:
        listed = frozen_procedure(life.dossier.procedure_version_id).content["pauses"]
        named = next(pause for pause in listed if pause["key"] == cause)
        self._check_clock(life, ClockEvent(local(at), "pause"))
        changes: dict[str, Any] = {"next_alarm_at": None}
        self._write(life, "dossier.paused", by=by, at=at, changes=changes, data={"cause": cause})
        life.mute_open_steps()
        life.pauses.append(
            Pause(dossier=life.dossier, kind="pause", began_at=at, began_by=by, cause=named["name_vi"])
        )

    def resume(self, life: Played, *, by: Account, at: datetime) -> None:
        life.pauses[-1].ended_at = at
        due = instant(life.clock().due_at)
        self._write(life, "dossier.resumed", by=by, at=at, changes={"due_at": due, "next_alarm_at": due})
        life.restart_open_steps(at)

    def apologise(
        self, life: Played, *, by: Account, at: datetime, appointed_at: datetime, reason: str
    ) -> None:
        dossier = life.dossier
        self._check_clock(life, ClockEvent(local(at), "reappoint", new_due_at=local(appointed_at)))
        deadline = apology_deadline(_due(dossier), limit_of(dossier), calendar_of(dossier))
        told = tell_portal(dossier, status=dossier.status, at=at, reason=reason, appointed_at=appointed_at)
        changes = {"appointed_at": appointed_at}
        self._write(life, "dossier.apologised", by=by, at=at, changes=changes, told=told)
        life.moved = Reappointment(
            dossier=dossier,
            at=at,
            by=by,
            appointed_at=appointed_at,
            reason=reason,
            is_late=local(at) > deadline,
        )
        self._issue(life, "04", by=by, at=at, reason=reason)

    def release(self, life: Played, *, by: Account, at: datetime, way: str, results: Results) -> None:
        dossier = life.dossier
        life.documents += [
            Document(dossier=dossier, name=name, file=file, is_result=True, given_at=at, given_by=by)
            for name, file in results
        ]
        finish_task(life.open_task(Task.RELEASE), by=by, at=at, outcome=way)
        self._write(
            life,
            "dossier.released",
            by=by,
            at=at,
            to="released",
            changes={"released_at": at},
            data={"way": way, "results": [file.digest for _, file in results]},
            told=tell_portal(dossier, status="released", at=at, released_at=at),
        )
        self._issue(life, "05", by=by, at=at, more=control_slip_facts(dossier, life.tasks))

    def answer(self, life: Played, given: Answers, *, at: datetime) -> None:
        parts = parts_by_agency([(task.agency_id, task.timeliness) for task in life.tasks])
        columns = slip_columns(
            life.dossier,
            parts,
            answers=given.answers,
            satisfaction=given.satisfaction,
            has_paid_outside=given.has_paid_outside,
            channel=given.channel,
            at=at,
        )
        slip = Slip(pk=self.first.slip + life.ordinal, ticket=life.ticket, **columns)
        self.batch.add(slip, *other_parts(slip, life.dossier, parts))


def _due(dossier: Dossier) -> datetime:
    if dossier.due_at is None:
        raise NotLegal("not_running")
    return local(dossier.due_at)


def _digests(documents: Sequence[GivenDocument]) -> dict[str, Any]:
    return {"documents": [document.file.digest for document in documents]}
