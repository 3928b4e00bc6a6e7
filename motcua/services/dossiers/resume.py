"""The wait is over: the clock goes on where it stood (continue) and the due date moves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.instants import instant
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier, Pause
from motcua.records.people.models import Account
from motcua.services.dossiers._tasks import restart_open_steps
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.dossiers.facts.clock import clock_of, refused_if_closed
from motcua.services.errors import NotDone


def resume_dossier(
    *, dossier: Dossier, by: Account | None, at: datetime, version: int | None = None
) -> Dossier:
    """Ends the open pause and reckons the due date anew."""
    check_version(dossier, version)
    if refused := refused_if_closed(dossier):
        raise NotDone(refused)
    with transaction.atomic():
        ended = Pause.objects.filter(dossier=dossier, kind="pause", ended_at=None).update(ended_at=at)
        if not ended:
            raise NotDone(Refused("not_stopped", N_("Hồ sơ không ở trong thời gian dừng tính hạn.")))
        due = instant(clock_of(dossier).due_at)
        write_dossier(
            dossier, event="dossier.resumed", by=by, at=at, changes={"due_at": due, "next_alarm_at": due}
        )
        restart_open_steps(dossier, at=at)
    return dossier
