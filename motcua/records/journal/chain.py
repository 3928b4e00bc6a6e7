"""Hash of a journal entry over what it says and the hash before it. No Django: verifiers use it alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.kit.instants import utc_text


def entry_hash(
    *,
    stream: str,
    number: int,
    kind: str,
    at: datetime,
    recorded_at: datetime,
    actor: int | None,
    data: Mapping[str, Any],
    previous_hash: str,
) -> str:
    """SHA-256 (hex) of the entry's text."""
    text = entry_text(
        stream=stream,
        number=number,
        kind=kind,
        at=at,
        recorded_at=recorded_at,
        actor=actor,
        data=data,
        previous_hash=previous_hash,
    )
    return text_hash(text)


def entry_text(
    *,
    stream: str,
    number: int,
    kind: str,
    at: datetime,
    recorded_at: datetime,
    actor: int | None,
    data: Mapping[str, Any],
    previous_hash: str,
) -> str:
    """The entry's canonical JSON."""
    content = [stream, number, kind, utc_text(at), utc_text(recorded_at), actor, data, previous_hash]
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def text_hash(text: str) -> str:
    """SHA-256 (hex) of an entry's text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
