"""Puts messages in the outbox, in the transaction of the change they tell of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.records.dossiers.models import Dossier
from motcua.records.outbox.models import Message
from motcua.records.sealing import canonical, seal_bytes

NATIONAL_PORTAL = "national_portal"
APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be sent: where, what kind, and its JSON payload."""

    destination: str
    kind: str
    payload: Mapping[str, Any]


def make_message(outgoing: Outgoing, *, dossier: Dossier, made_at: datetime) -> Message:
    """An unsaved outbox row for the dossier's present version; its key makes a second delivery harmless."""
    plain = canonical(outgoing.payload)
    return Message(
        destination=outgoing.destination,
        dossier=dossier,
        version=dossier.version,
        kind=outgoing.kind,
        key=f"{outgoing.destination}:{dossier.tracking_code}:{dossier.version}:{outgoing.kind}",
        sealed=seal_bytes(plain, "message.sealed"),
        payload_hash=hashlib.sha256(plain).hexdigest(),
        made_at=made_at,
        next_attempt_at=made_at,
    )
