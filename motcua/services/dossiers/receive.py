"""The desk receives a dossier: code, due date, receipt (NĐ 61/2018 Art. 17–18, 26; TT 01/2018 Art. 9)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kit.instants import instant, local, local_date
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.rules.lifecycle import check_move
from motcua.rules.process_moves import start_process
from motcua.rules.time_limit import due_at
from motcua.services.calendars.frozen import parameter
from motcua.services.dossiers._code import next_code
from motcua.services.dossiers._finish import finish_dossier
from motcua.services.dossiers._tasks import close_task, find_open_task, open_steps
from motcua.services.dossiers._write import check_version, refused_move, write_dossier
from motcua.services.dossiers.facts.clock import calendar_of, limit_of
from motcua.services.dossiers.facts.messages import tell_portal
from motcua.services.errors import NotDone
from motcua.services.papers.issue import issue_paper
from motcua.services.procedures.frozen import frozen_procedure
from motcua.services.processes.frozen import process_table


def receive_dossier(
    *, dossier: Dossier, by: Account, at: datetime, version: int | None = None, has_receipt: bool = True
) -> Dossier:
    """Receives a submitted dossier: the clock starts at `at`, its process begins, Mẫu 01 is issued.

    A procedure whose result is given at once (17.4) is received and finished in this one move, and only
    there the applicant may do without a receipt. Raises NotDone where it was received already, or changed
    since the caller saw `version`.
    """
    check_version(dossier, version)
    _check_may_receive(dossier)
    with transaction.atomic():
        intake = find_open_task(dossier, Task.INTAKE)
        changes = received_columns(dossier, code=_next_code(dossier, at), by=by, at=at)
        is_immediate = frozen_procedure(dossier.procedure_version_id).is_immediate
        table = process_table(_process_id(dossier))
        progress = start_process(table)
        if not is_immediate:
            changes["marking"] = progress.marking.to_json()
        write_dossier(
            dossier,
            event="dossier.received",
            by=by,
            at=at,
            to="received",
            changes=changes,
            data={"code": changes["code"]},
            messages=[tell_portal(dossier, status="received", at=at, **told_of_receipt(changes))],
        )
        # After the dossier's row, as in every verb: two that take its tasks first would wait crosswise.
        close_task(intake, by=by, at=at, outcome="received")
        if has_receipt or not is_immediate:
            issue_paper(dossier=dossier, form="01", by=by, at=at)
        if is_immediate:
            finish_dossier(dossier, result="granted", by=by, at=at, is_immediate=True)
        else:
            open_steps(dossier, table, progress.opened, at=at)
    return dossier


def _check_may_receive(dossier: Dossier) -> None:
    # Asked before the task is looked for: "already received" says more than "no open task".
    if refused := check_move(dossier.status, "received"):
        raise NotDone(refused_move(dossier, refused))


def _next_code(dossier: Dossier, at: datetime) -> str:
    return next_code(dossier.receiving_agency, on=local_date(at), shape=code_shape(dossier, at))


def code_shape(dossier: Dossier, at: datetime) -> str:
    return str(parameter(dossier.rulebook_version_id, "code_shape", on=local_date(at)))


def received_columns(dossier: Dossier, *, code: str, by: Account, at: datetime) -> dict[str, Any]:
    """What the dossier's columns become beside status and marking."""
    due = instant(due_at(local(at), limit_of(dossier), calendar_of(dossier)))
    return {
        "code": code,
        "received_at": at,
        "received_by": by,
        "clock_started_at": at,
        "due_at": due,
        "next_alarm_at": due,
    }


def told_of_receipt(changes: dict[str, Any]) -> dict[str, Any]:
    return {name: changes[name] for name in ("code", "received_at", "due_at")}


def _process_id(dossier: Dossier) -> int:
    if dossier.process_version_id is None:
        raise ValueError(f"{dossier}: its procedure has no process in force")
    return dossier.process_version_id
