"""The agency apologises and the desk sets a new date, once (Mẫu 04; NĐ 61/2018 Art. 19.9)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.instants import local
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier, Reappointment
from motcua.records.people.models import Account
from motcua.rules.clock_events import ClockEvent
from motcua.rules.desk_deadlines import apology_deadline
from motcua.services.dossiers._input import reason_of
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.dossiers.facts.clock import calendar_of, limit_of, refused_next
from motcua.services.dossiers.facts.messages import tell_portal
from motcua.services.errors import NotDone
from motcua.services.papers.issue import issue_paper


def apologise(
    *,
    dossier: Dossier,
    by: Account,
    at: datetime,
    appointed_at: datetime,
    reason: str,
    version: int | None = None,
) -> Reappointment:
    """Apologises with a reason and a new date; `due_at`, which the evaluation measures, never moves."""
    check_version(dossier, version)
    told = reason_of(reason)
    if dossier.received_at is None or dossier.due_at is None:
        raise NotDone(Refused("not_running", N_("Hồ sơ chưa được tiếp nhận nên chưa có ngày hẹn để dời.")))
    event = ClockEvent(local(at), "reappoint", new_due_at=local(appointed_at))
    if refused := refused_next(dossier, event):
        raise NotDone(refused)
    deadline = apology_deadline(local(dossier.due_at), limit_of(dossier), calendar_of(dossier))
    with transaction.atomic():
        write_dossier(
            dossier,
            event="dossier.apologised",
            by=by,
            at=at,
            changes={"appointed_at": appointed_at},
            messages=[
                tell_portal(dossier, status=dossier.status, at=at, reason=told, appointed_at=appointed_at)
            ],
        )
        moved = Reappointment.objects.create(
            dossier=dossier,
            at=at,
            by=by,
            appointed_at=appointed_at,
            reason=told,
            is_late=local(at) > deadline,
        )
        issue_paper(dossier=dossier, form="04", by=by, at=at, reason=told)
    return moved
