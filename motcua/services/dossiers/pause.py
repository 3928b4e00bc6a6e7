"""Stops the clock for a wait that the published procedure lists with its legal ground (Art. 5.1đ)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.instants import local
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier, Pause
from motcua.records.people.models import Account
from motcua.rules.clock_events import ClockEvent
from motcua.services.dossiers._tasks import mute_open_steps
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.dossiers.facts.clock import refused_next
from motcua.services.errors import NotDone
from motcua.services.procedures.frozen import frozen_procedure


def pause_dossier(
    *, dossier: Dossier, by: Account, at: datetime, cause: str, version: int | None = None
) -> Pause:
    """Begins the pause whose key is `cause`; any other pause is refused."""
    check_version(dossier, version)
    listed = frozen_procedure(dossier.procedure_version_id).content["pauses"]
    named = next((pause for pause in listed if pause["key"] == cause), None)
    if named is None:
        raise NotDone(
            Refused(
                "pause_not_listed", N_("Thủ tục này không cho dừng tính thời hạn vì lý do đó (Điều 5.1đ).")
            )
        )
    if dossier.received_at is None:
        raise NotDone(Refused("not_running", N_("Hồ sơ chưa được tiếp nhận nên chưa có thời hạn để dừng.")))
    if refused := refused_next(dossier, ClockEvent(local(at), "pause")):
        raise NotDone(refused)
    with transaction.atomic():
        write_dossier(
            dossier,
            event="dossier.paused",
            by=by,
            at=at,
            changes={"next_alarm_at": None},
            data={"cause": cause},
        )
        mute_open_steps(dossier)
        return Pause.objects.create(
            dossier=dossier, kind="pause", began_at=at, began_by=by, cause=named["name_vi"]
        )
