"""What Mẫu 05 says of a dossier: a row for each hand-over, as sealed when it was issued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.kit.instants import local
from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.facts.content import SealedContent

RESULTS = {"early": "Trước hạn", "on_time": "Đúng hạn", "late": "Quá hạn", "": ""}


def control_slip(dossier: Dossier, content: SealedContent, sealed: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the form that other forms do not have."""
    appointed = sealed["appointed_at"] or sealed["due_at"]
    return {
        "received_at": _minute(dossier.received_at.isoformat()) if dossier.received_at else None,
        "due_at": _minute(appointed) if appointed else None,
        "lead_agency": dossier.lead_agency.name,
        "partners": ", ".join(sealed["partners"]),
        "hand_overs": [_row(row) for row in sealed["hand_overs"]],
        # Nobody rates their own agency's inner slip.
        "ticket": None,
    }


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "at": _minute(row["at"]), "result": RESULTS[row["result"]]}


def _minute(text: str) -> str:
    return local(datetime.fromisoformat(text)).isoformat(timespec="minutes")
