"""What a dossier's columns become when handling ends."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.kit.instants import local
from motcua.records.dossiers.models import Dossier
from motcua.rules.timeliness import timeliness_of
from motcua.services.dossiers.facts.clock import limit_of

STATUS = {"granted": "finished", "refused": "refused", "stopped": "stopped"}


def finished_columns(dossier: Dossier, *, result: str, at: datetime) -> dict[str, Any]:
    """What the dossier's columns become beside its status."""
    if dossier.due_at is None:
        raise ValueError(f"{dossier}: not received, cannot be finished")
    return {
        "finished_at": at,
        "timeliness": timeliness_of(limit_of(dossier), local(dossier.due_at), local(at)),
        "outcome": result,
        "marking": {},
        "next_alarm_at": None,
    }
