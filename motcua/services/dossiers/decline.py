"""The desk declines a dossier, with the reason on Mẫu 03 (NĐ 61/2018 Art. 17.2)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.records.dossiers.models import Decision, Dossier
from motcua.records.people.models import Account
from motcua.services.dossiers._input import reason_of
from motcua.services.dossiers._tasks import cancel_open_tasks
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.dossiers.facts.messages import tell_portal
from motcua.services.papers.issue import issue_paper


def decline_dossier(
    *, dossier: Dossier, by: Account, at: datetime, reason: str, version: int | None = None
) -> Dossier:
    """Declines before receipt; the applicant reads `reason` (it names the right agency, if another)."""
    check_version(dossier, version)
    told = reason_of(reason)
    with transaction.atomic():
        write_dossier(
            dossier,
            event="dossier.declined",
            by=by,
            at=at,
            to="declined",
            changes={"closed_at": at, "next_alarm_at": None},
            messages=[tell_portal(dossier, status="declined", at=at, reason=told)],
        )
        cancel_open_tasks(dossier)
        Decision.objects.create(dossier=dossier, kind="decline", at=at, by=by, reason=told)
        issue_paper(dossier=dossier, form="03", by=by, at=at, reason=told)
    return dossier
