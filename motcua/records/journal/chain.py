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
    """SHA-256 (hex) of the entry's canonical JSON."""
    content = [stream, number, kind, utc_text(at), utc_text(recorded_at), actor, data, previous_hash]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
