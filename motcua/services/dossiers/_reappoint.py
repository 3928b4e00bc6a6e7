"""The new date, told to the applicant by Mẫu 04, at most once (NĐ 61/2018 Art. 19.9)."""

from __future__ import annotations

from datetime import datetime

from motcua.kit.instants import local
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier, Reappointment
from motcua.records.people.models import Account
from motcua.rules.clock_events import ClockEvent
from motcua.rules.desk_deadlines import apology_deadline
from motcua.services.dossiers._write import write_dossier
from motcua.services.dossiers.facts.clock import calendar_of, limit_of, refused_next
from motcua.services.dossiers.facts.messages import tell_portal
from motcua.services.errors import NotDone
from motcua.services.papers.issue import issue_paper


def check_new_date(dossier: Dossier, *, at: datetime, appointed_at: datetime) -> None:
    """NotDone where the rules refuse this date now; `due_at` itself never moves."""
    if dossier.received_at is None or dossier.due_at is None:
        raise NotDone(Refused("not_running", N_("Hồ sơ chưa được tiếp nhận nên chưa có ngày hẹn để dời.")))
    event = ClockEvent(local(at), "reappoint", new_due_at=local(appointed_at))
    if refused := refused_next(dossier, event):
        raise NotDone(refused)


def is_apology_late(dossier: Dossier, at: datetime) -> bool:
    """Whether an apology signed at `at` comes later than Art. 19.9 allows; the dossier is received."""
    if dossier.due_at is None:
        raise ValueError(f"{dossier}: no due date to apologise for")
    return local(at) > apology_deadline(local(dossier.due_at), limit_of(dossier), calendar_of(dossier))


def set_new_date(
    dossier: Dossier,
    *,
    by: Account,
    at: datetime,
    appointed_at: datetime,
    reason: str,
    signed_by: Account,
    is_late: bool,
) -> Reappointment:
    """Writes the promise and issues Mẫu 04 under the signer's name, in the caller's transaction."""
    write_dossier(
        dossier,
        event="dossier.apologised",
        by=by,
        at=at,
        changes={"appointed_at": appointed_at},
        messages=[
            tell_portal(dossier, status=dossier.status, at=at, reason=reason, appointed_at=appointed_at)
        ],
    )
    moved = Reappointment.objects.create(
        dossier=dossier, at=at, by=by, appointed_at=appointed_at, reason=reason, is_late=is_late
    )
    issue_paper(dossier=dossier, form="04", by=signed_by, at=at, reason=reason)
    return moved
