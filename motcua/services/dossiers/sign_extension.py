"""The lead agency asks the desk for more time and apologises, with the cause (NĐ 61/2018 Art. 19.9)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.lateness.models import ExtensionRequest
from motcua.records.people.models import Account
from motcua.services.dossiers._input import reason_of
from motcua.services.dossiers._reappoint import check_new_date, is_apology_late
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.errors import NotDone


def sign_extension(
    *,
    dossier: Dossier,
    by: Account,
    at: datetime,
    proposed_at: datetime,
    reason: str,
    version: int | None = None,
) -> ExtensionRequest:
    """Signs the request (the system's draft, or one made now); the desk then sets the date (`reappoint`).

    Raises NotDone without a cause, where a date was set or asked for already, or where the rules refuse it.
    """
    check_version(dossier, version)
    cause = reason_of(reason)
    check_new_date(dossier, at=at, appointed_at=proposed_at)
    draft = ExtensionRequest.objects.select_related("signed_by").filter(dossier=dossier).first()
    if draft is not None and draft.signed_at is not None:
        raise NotDone(_already_signed(draft))
    is_late = is_apology_late(dossier, at)
    signed: dict[str, Any] = {
        "due_at": dossier.due_at,
        "proposed_at": proposed_at,
        "cause": cause,
        "signed_at": at,
        "signed_by": by,
        "is_late": is_late,
    }
    with transaction.atomic():
        write_dossier(dossier, event="dossier.extension_signed", by=by, at=at, data={"is_late": is_late})
        request, _ = ExtensionRequest.objects.update_or_create(
            dossier=dossier,
            defaults=signed,
            create_defaults={**signed, "agency": dossier.lead_agency, "drafted_at": at},
        )
    return request


def _already_signed(request: ExtensionRequest) -> Refused:
    return Refused(
        "already_signed",
        N_("%(who)s đã ký phiếu đề nghị gia hạn cho hồ sơ này. Bộ phận Một cửa sẽ đặt ngày hẹn mới."),
        {"who": request.signed_by.name if request.signed_by else ""},
    )
