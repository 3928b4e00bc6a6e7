"""Who sends where in this installation. A destination that is not configured has no sender: its rows wait."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings

from motcua.gateways.errors import Refused
from motcua.gateways.national_portal.client import NationalPortal
from motcua.gateways.national_portal.mapping import Progress, Standing, progress_record, standing_record
from motcua.records.agencies.models import Agency
from motcua.records.outbox.models import Message
from motcua.records.procedures.models import Procedure
from motcua.services.outbox.post import NATIONAL_PORTAL
from motcua.services.outbox.relay import Send


def configured_senders() -> dict[str, Send]:
    address = settings.MOTCUA_NATIONAL_PORTAL
    return {NATIONAL_PORTAL: send_to_national_portal} if address else {}


def send_to_national_portal(message: Message, payload: Mapping[str, Any]) -> str:
    """`dossier.status` goes as DongBoHoSoMC, `dossier.progress` as CapNhatTienDoHoSoMC."""
    portal = _portal(settings.MOTCUA_NATIONAL_PORTAL)
    if message.kind == "dossier.status":
        record = standing_record(_standing(payload))
        return portal.put_dossier(record, key=message.key, is_update=message.version > 1)
    if message.kind == "dossier.progress":
        return portal.put_progress(progress_record(_progress(payload)), key=message.key)
    raise Refused(f"the national portal is not told of {message.kind}")


@cache
def _portal(address: str) -> NationalPortal:
    """One connection and session for this worker."""
    return NationalPortal(address)


def _standing(payload: Mapping[str, Any]) -> Standing:
    procedure = Procedure.objects.select_related("field").get(pk=payload["procedure"])
    return Standing(
        tracking_code=payload["tracking_code"],
        code=payload["code"] or "",
        procedure_code=procedure.code,
        procedure_name=procedure.name,
        field_code=procedure.field.code,
        field_name=procedure.field.name,
        applicant_name=payload["applicant_name"],
        applicant_kind=payload.get("applicant_kind", "person"),
        agency_name=Agency.objects.values_list("name", flat=True).get(pk=payload["lead_agency"]),
        channel=payload["channel"],
        status=payload["status"],
        reason=payload["reason"],
        received_at=_instant(payload, "received_at"),
        due_at=_instant(payload, "due_at"),
        finished_at=_instant(payload, "finished_at"),
        released_at=_instant(payload, "released_at"),
    )


def _progress(payload: Mapping[str, Any]) -> Progress:
    return Progress(
        tracking_code=payload["tracking_code"],
        code=payload["code"] or "",
        status=payload["status"],
        officer_name=payload["officer_name"],
        position=payload["position"],
        unit_name=payload["unit_name"],
        note=payload["note"],
        done_at=datetime.fromisoformat(payload["at"]),
        opened_at=_instant(payload, "opened_at"),
        due_at=_instant(payload, "due_at"),
    )


def _instant(payload: Mapping[str, Any], name: str) -> datetime | None:
    text = payload.get(name)
    return datetime.fromisoformat(text) if text else None
