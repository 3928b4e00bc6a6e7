"""What the replayed verbs share: a dossier's next version, its tasks, papers and messages, in a batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from motcua.jobs.demo.bulk import Batch
from motcua.jobs.demo.played import (
    REQUESTS_A_DOSSIER,
    TASKS_A_DOSSIER,
    FirstIds,
    NotLegal,
    Played,
)
from motcua.jobs.demo.world import World
from motcua.kit.instants import instant, local, local_date
from motcua.records.dossiers.models import (
    Dossier,
    SupplementItem,
    SupplementRequest,
)
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.rules.clock_events import ClockEvent
from motcua.rules.lifecycle import check_move
from motcua.rules.time_limit import due_at, parse_limit
from motcua.services.calendars.frozen import parameter, working_calendar
from motcua.services.dossiers.facts.collecting import early_notice
from motcua.services.dossiers.facts.ending import STATUS, finished_columns
from motcua.services.dossiers.facts.messages import tell_portal
from motcua.services.dossiers.facts.tasks import release_task, step_task
from motcua.services.dossiers.facts.version import change_in_memory
from motcua.services.dossiers.request_supplement import AskedItem
from motcua.services.outbox.post import Outgoing, make_message
from motcua.services.papers.issue import make_paper
from motcua.services.processes.frozen import process_table


class Recorder:
    """Rows gather in `batch`. The machine's clock stands still at `at`."""

    def __init__(self, world: World, first: FirstIds, ordinal: int = 0) -> None:
        self.world, self.first, self.ordinal = world, first, ordinal
        self.batch = Batch()

    def end(self, life: Played) -> None:
        """Nothing more will happen to this dossier: its rows are as they stay."""
        self.batch.add(*life.rows())

    def _write(
        self,
        life: Played,
        event: str,
        *,
        by: Account | None,
        at: datetime,
        to: str | None = None,
        is_immediate: bool = False,
        changes: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | None = None,
        told: Outgoing | None = None,
    ) -> None:
        dossier = life.dossier
        if to is not None and (refused := check_move(dossier.status, to, is_immediate=is_immediate)):
            raise NotLegal(refused.code)
        columns = {**(changes or {}), **({"status": to} if to is not None else {})}
        entry = change_in_memory(dossier, columns, event=event, by=by, at=at, data=data or {}, recorded_at=at)
        self.batch.add(entry)
        if told is not None:
            self._post(life, told, at)

    def _post(self, life: Played, told: Outgoing, at: datetime) -> None:
        self.batch.add(make_message(told, dossier=life.dossier, made_at=at))

    def _issue(self, life: Played, form: str, *, by: Account, at: datetime, **more: Any) -> None:
        self.batch.add(make_paper(dossier=life.dossier, form=form, by=by, at=at, **more))

    def _open(self, life: Played, task: Task) -> None:
        task.pk = self.first.task + life.ordinal * TASKS_A_DOSSIER + len(life.tasks)
        life.tasks.append(task)

    def _open_steps(self, life: Played, steps: Sequence[str], at: datetime) -> None:
        dossier = life.dossier
        table = process_table(dossier.process_version_id or 0)
        for step in (table.steps[one] for one in steps):
            agency = self.world.places[step.where or "", dossier.receiving_agency_id]
            self._open(life, step_task(dossier, step, agency, at))

    def _finish(
        self,
        life: Played,
        result: str,
        *,
        by: Account,
        at: datetime,
        is_immediate: bool = False,
        reason: str = "",
    ) -> None:
        dossier, to = life.dossier, STATUS[result]
        columns = finished_columns(dossier, result=result, at=at)
        early = (
            None if is_immediate else early_notice(dossier, timeliness=columns["timeliness"], by=by, at=at)
        )
        self._write(
            life,
            f"dossier.{to}",
            by=by,
            at=at,
            to=to,
            is_immediate=is_immediate,
            changes=columns,
            data={"notice": early.kind} if early else {},
            told=tell_portal(dossier, status=to, at=at, reason=reason, finished_at=at),
        )
        if early:
            self.batch.add(early)
        self._open(life, release_task(dossier, at=at))
        if result == "refused":
            self._issue(life, "03", by=by, at=at, reason=reason)

    def _close(self, life: Played, to: str, *, by: Account | None, at: datetime, reason: str) -> None:
        self._write(
            life,
            f"dossier.{to}",
            by=by,
            at=at,
            to=to,
            changes={"closed_at": at, "next_alarm_at": None},
            told=tell_portal(life.dossier, status=to, at=at, reason=reason),
        )
        life.cancel_open_tasks()

    def _keep_request(
        self,
        life: Played,
        items: Sequence[AskedItem],
        is_before_receipt: bool,
        *,
        by: Account,
        at: datetime,
    ) -> None:
        request = SupplementRequest(
            dossier=life.dossier, at=at, by=by, is_before_receipt=is_before_receipt, is_late=False
        )
        request.pk = self.first.request + life.ordinal * REQUESTS_A_DOSSIER + len(life.requests)
        life.requests.append(request)
        life.items += [
            SupplementItem(
                request=request, requirement=item.requirement, defect=item.defect, reason=item.reason
            )
            for item in items
        ]

    def _check_clock(self, life: Played, event: ClockEvent) -> None:
        if refused := life.clock(event).refused:
            raise NotLegal(refused[-1][1].code)

    def _desk_clock(self, dossier: Dossier, at: datetime) -> dict[str, Any]:
        limit = parse_limit(parameter(dossier.rulebook_version_id, "desk_answer_limit", on=local_date(at)))
        calendar = working_calendar(dossier.calendar_version_id, dossier.receiving_agency.code)
        return {"answer_due_at": instant(due_at(local(at), limit, calendar)), "next_alarm_at": None}

    def _handling_clock(self, life: Played) -> dict[str, Any]:
        state = life.clock()
        due = instant(state.due_at)
        return {"due_at": due, "clock_started_at": instant(state.started_at), "next_alarm_at": due}

    def _refusal_reason(self, life: Played, told: str) -> str:
        refused = [task for task in life.tasks if task.outcome == "refuse" and task.done_at]
        return max(refused, key=_done_at).note if refused else told


_done_at: Callable[[Task], Any] = lambda task: task.done_at  # noqa: E731
