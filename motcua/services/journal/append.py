"""Appends to a stream of the journal. The caller holds the stream's lock: its own conditional UPDATE."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from motcua.records.journal.chain import entry_hash
from motcua.records.journal.models import Entry


def make_entry(
    *,
    stream: str,
    number: int,
    kind: str,
    at: datetime,
    actor: int | None,
    data: Mapping[str, Any],
    previous_hash: str,
    recorded_at: datetime | None = None,
) -> Entry:
    """An unsaved entry, hashed. `data` holds ids and keyed hashes, no personal values.

    `recorded_at` is the machine's now for everyone but the demo's generator.
    """
    recorded_at = recorded_at or timezone.now()
    return Entry(
        stream=stream,
        number=number,
        kind=kind,
        at=at,
        recorded_at=recorded_at,
        actor=actor,
        data=dict(data),
        previous_hash=previous_hash,
        hash=entry_hash(
            stream=stream,
            number=number,
            kind=kind,
            at=at,
            recorded_at=recorded_at,
            actor=actor,
            data=data,
            previous_hash=previous_hash,
        ),
    )
