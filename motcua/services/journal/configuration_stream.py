"""The configuration's own stream: province loaded, calendar changed, process in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.records.journal.models import Entry
from motcua.services.journal.append import make_entry

STREAM = "configuration"


def record_configuration(
    *, kind: str, at: datetime, data: Mapping[str, Any], actor: int | None = None
) -> None:
    """One entry, in the caller's transaction. Two writers clash on (stream, number): the later rolls back."""
    last = Entry.objects.filter(stream=STREAM).order_by("-number").first()
    make_entry(
        stream=STREAM,
        number=last.number + 1 if last else 1,
        kind=kind,
        at=at,
        actor=actor,
        data=data,
        previous_hash=last.hash if last else "",
    ).save(force_insert=True)
