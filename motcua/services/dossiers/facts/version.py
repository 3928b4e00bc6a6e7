"""A dossier one version on, in memory, with the journal entry that says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.records.dossiers.models import Dossier
from motcua.records.dossiers.state import dossier_digest
from motcua.records.journal.models import Entry
from motcua.records.people.models import Account
from motcua.services.journal.append import make_entry


def change_in_memory(
    dossier: Dossier,
    columns: Mapping[str, Any],
    *,
    event: str,
    by: Account | None,
    at: datetime,
    data: Mapping[str, Any],
    recorded_at: datetime | None = None,
) -> Entry:
    """The dossier one version on with those columns, and the unsaved journal entry that says so."""
    for column, value in columns.items():
        setattr(dossier, column, value)
    dossier.version += 1
    entry = make_entry(
        stream=stream_of(dossier),
        number=dossier.version,
        kind=event,
        at=at,
        actor=by.pk if by else None,
        data={**data, "status": dossier.status, "state": dossier_digest(dossier)},
        previous_hash=dossier.journal_head,
        recorded_at=recorded_at,
    )
    dossier.journal_head = entry.hash
    return entry


def stream_of(dossier: Dossier) -> str:
    """The dossier's journal stream, known before its row is."""
    return f"dossier:{dossier.tracking_code}"
