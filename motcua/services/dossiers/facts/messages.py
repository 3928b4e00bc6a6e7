"""What the national portal is told of a dossier, in our words; its own are in gateways/national_portal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.kit.instants import utc_text
from motcua.records.dossiers.models import Dossier
from motcua.services.outbox.post import NATIONAL_PORTAL, Outgoing


def tell_portal(dossier: Dossier, *, status: str, at: datetime, reason: str = "", **more: Any) -> Outgoing:
    """The dossier's standing after a move to `status`; `more` overrides what the move itself changes."""
    payload = {
        "tracking_code": dossier.tracking_code,
        "code": dossier.code,
        "procedure": dossier.procedure_id,
        "receiving_agency": dossier.receiving_agency_id,
        "lead_agency": dossier.lead_agency_id,
        "channel": dossier.channel,
        "applicant_name": dossier.applicant_name,
        "status": status,
        "at": utc_text(at),
        "received_at": _text(dossier.received_at),
        "due_at": _text(dossier.due_at),
        "finished_at": _text(dossier.finished_at),
        "released_at": _text(dossier.released_at),
        "reason": reason,
        **{name: _text(value) if isinstance(value, datetime) else value for name, value in more.items()},
    }
    return Outgoing(NATIONAL_PORTAL, "dossier.status", payload)


def _text(at: datetime | None) -> str | None:
    return utc_text(at) if at else None
