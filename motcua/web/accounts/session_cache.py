"""What this process read of sessions in the last seconds: for GET only, a POST always asks the database.

The cookie carries a mark that every POST renews. What is kept under another mark is stale, so that
people always see what they have just done, whichever process answers.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from django.conf import settings

from motcua.services.people.find_session import FoundSession

_ROOM = 20_000


@dataclass(slots=True)
class SessionCache:
    """By key hash; None is kept too, for a key that is nobody's."""

    _kept: dict[str, tuple[float, str, FoundSession | None]] = field(default_factory=dict)

    def get(self, key_hash: str, mark: str) -> tuple[FoundSession | None] | None:
        """What is known (in a tuple, since None is knowledge too), or None where nothing fresh is."""
        kept = self._kept.get(key_hash)
        if kept is None or kept[0] <= time.monotonic() or kept[1] != mark:
            return None
        return (kept[2],)

    def put(self, key_hash: str, mark: str, found: FoundSession | None) -> None:
        if len(self._kept) >= _ROOM:
            self._kept.clear()
        self._kept[key_hash] = (time.monotonic() + settings.MOTCUA_SESSION_CACHE_SECONDS, mark, found)

    def forget(self, key_hash: str) -> None:
        self._kept.pop(key_hash, None)

    def forget_all(self) -> None:
        self._kept.clear()


session_cache = SessionCache()
