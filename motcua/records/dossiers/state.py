"""What a dossier row says, as one keyed digest: the journal keeps it, `motcua verify` compares it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.kit.instants import utc_text
from motcua.records.dossiers.models import Dossier
from motcua.records.sealing import digest

# What the worker keeps beside the facts, and what other digests already cover.
_LEFT_OUT = frozenset({"id", "version", "journal_head", "tallied_version", "next_alarm_at", "sealed"})
_COLUMNS = tuple(field.attname for field in Dossier._meta.concrete_fields if field.attname not in _LEFT_OUT)
STATE = "dossier.state"


def dossier_digest(dossier: Dossier) -> str:
    """Keyed SHA-256 (hex) over every fact of the row."""
    return digest(dossier_state(dossier), STATE)


def dossier_state(dossier: Dossier) -> dict[str, Any]:
    """Every fact of the row, as JSON has it."""
    return {column: _plain(getattr(dossier, column)) for column in _COLUMNS}


def _plain(value: Any) -> Any:
    return utc_text(value) if isinstance(value, datetime) else value
