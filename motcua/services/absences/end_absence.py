"""Somebody is back early: the cover ends at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.absences.models import Absence
from motcua.records.people.models import Account
from motcua.services.errors import NotDone
from motcua.services.journal.account_stream import record_for_account


def end_absence(*, absence: Absence, by: Account, at: datetime) -> Absence:
    """Raises NotDone where it was ended before; the caller has asked whether `by` may."""
    with transaction.atomic():
        standing = Absence.objects.filter(pk=absence.pk, ended_at=None)
        if not standing.update(ended_at=at, ended_by=by):
            raise NotDone(Refused("already_done", N_("Lần vắng này đã được kết thúc.")))
        record_for_account(
            account=absence.absent,
            kind="account.absence_ended",
            at=at,
            data={"absence": absence.pk},
            actor=by.pk,
        )
    absence.refresh_from_db()
    return absence
