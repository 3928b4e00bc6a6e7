"""An agency that is its own desk apologises and sets the new date in one move (NĐ 61/2018 Art. 19.9)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.records.dossiers.models import Dossier, Reappointment
from motcua.records.lateness.models import ExtensionRequest
from motcua.records.people.models import Account
from motcua.services.dossiers._input import reason_of
from motcua.services.dossiers._reappoint import check_new_date, is_apology_late, set_new_date
from motcua.services.dossiers._write import check_version


def apologise(
    *,
    dossier: Dossier,
    by: Account,
    at: datetime,
    appointed_at: datetime,
    reason: str,
    version: int | None = None,
) -> Reappointment:
    """Apologises with a reason and a new date; `due_at`, which the evaluation measures, never moves.

    Where agency and desk are two, the page takes the two hands apart: `sign_extension`, `reappoint`.
    """
    check_version(dossier, version)
    told = reason_of(reason)
    check_new_date(dossier, at=at, appointed_at=appointed_at)
    is_late = is_apology_late(dossier, at)
    with transaction.atomic():
        moved = set_new_date(
            dossier, by=by, at=at, appointed_at=appointed_at, reason=told, signed_by=by, is_late=is_late
        )
        # What the system had drafted is signed by this.
        ExtensionRequest.objects.filter(dossier=dossier, signed_at=None).update(
            cause=told, proposed_at=appointed_at, signed_at=at, signed_by=by, is_late=is_late
        )
    return moved
