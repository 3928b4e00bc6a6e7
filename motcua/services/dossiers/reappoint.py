"""The desk sets the new date that a signed extension request asks for, and tells the citizen (Art. 19.9)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier, Reappointment
from motcua.records.lateness.models import ExtensionRequest
from motcua.records.people.models import Account
from motcua.services.dossiers._reappoint import check_new_date, set_new_date
from motcua.services.dossiers._write import check_version
from motcua.services.errors import NotDone


def reappoint(
    *,
    dossier: Dossier,
    by: Account,
    at: datetime,
    appointed_at: datetime | None = None,
    version: int | None = None,
) -> Reappointment:
    """Sets `appointed_at`, or the date asked for; Mẫu 04 goes out under the name of who signed the apology.

    Raises NotDone where nobody has signed, or a date was set already.
    """
    check_version(dossier, version)
    request = ExtensionRequest.objects.select_related("signed_by").filter(dossier=dossier).first()
    if request is None or request.signed_by is None:
        raise NotDone(
            Refused(
                "not_signed",
                N_("Cơ quan giải quyết chưa ký phiếu đề nghị gia hạn, nên chưa thể đặt ngày hẹn mới."),
            )
        )
    new_date = appointed_at or request.proposed_at
    check_new_date(dossier, at=at, appointed_at=new_date)
    with transaction.atomic():
        return set_new_date(
            dossier,
            by=by,
            at=at,
            appointed_at=new_date,
            reason=request.cause,
            signed_by=request.signed_by,
            is_late=request.is_late,
        )
