"""The applicant takes the dossier back before it is decided."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.records.dossiers.models import Decision, Dossier
from motcua.records.people.models import Account
from motcua.services.dossiers._input import note_of
from motcua.services.dossiers._tasks import cancel_open_tasks
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.dossiers.facts.messages import tell_portal


def withdraw_dossier(
    *, dossier: Dossier, by: Account | None, at: datetime, reason: str = "", version: int | None = None
) -> Dossier:
    """Withdraws an open dossier; every open task is cancelled, the clock ends without a timeliness."""
    check_version(dossier, version)
    told = note_of(reason, field="reason")
    with transaction.atomic():
        write_dossier(
            dossier,
            event="dossier.withdrawn",
            by=by,
            at=at,
            to="withdrawn",
            changes={"closed_at": at, "next_alarm_at": None},
            messages=[tell_portal(dossier, status="withdrawn", at=at, reason=told)],
        )
        cancel_open_tasks(dossier)
        Decision.objects.create(dossier=dossier, kind="withdraw", at=at, by=by, reason=told)
    return dossier
