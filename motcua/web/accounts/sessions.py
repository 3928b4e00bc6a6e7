"""The session engine: an opaque cookie, a sealed row, and no row for strangers until something must be kept.

The cookie is `key.mark`. The key is the secret; the mark only tells caches that something has changed.
"""

from __future__ import annotations

import secrets
from copy import deepcopy
from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.utils import timezone

from motcua.kit.instants import local_date
from motcua.services.clock import business_now
from motcua.services.people.end_sessions import end_session
from motcua.services.people.find_session import FoundSession, find_session, key_hash_of
from motcua.services.people.keep_session import keep_session, open_session, touch_session
from motcua.web.accounts.session_cache import session_cache

_TOUCH_AFTER = timedelta(minutes=1)


class SessionStore(SessionBase):
    """Django's session, which allauth writes into; `found` is the row with its bearer, read once."""

    def __init__(self, session_key: str | None = None, *, may_be_cached: bool = False) -> None:
        super().__init__(session_key)
        self.browser = ""
        self._may_be_cached = may_be_cached
        self._found: FoundSession | None = None
        self._has_looked = False

    @property
    def key_hash(self) -> str:
        """What the database knows this session by; empty for a stranger without a row."""
        return _key_hash(self.session_key) if self.session_key else ""

    @property
    def found(self) -> FoundSession | None:
        """The living session of the cookie, in at most one statement."""
        if not self._has_looked:
            self._has_looked = True
            self._found = self._find() if self.session_key else None
            if self._found is None:
                self._session_key = None
        return self._found

    def load(self) -> dict[str, Any]:
        return deepcopy(dict(self.found.content)) if self.found else {}

    def create(self) -> None:
        self._session_key = f"{secrets.token_urlsafe(32)}.{_new_mark()}"
        self.modified = True
        self.save(must_create=True)

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        content = self._get_session(no_load=must_create)
        account = int(content[SESSION_KEY]) if SESSION_KEY in content else None
        row = {"key_hash": self.key_hash, "content": content, "account_id": account, "now": timezone.now()}
        if must_create:
            open_session(**row, browser=self.browser)
        elif not keep_session(**row):
            raise UpdateError
        self.renew_mark()

    def cycle_key(self) -> None:
        """A new key for the same content (Django calls it at sign-in, so that no key is known beforehand)."""
        self._session_cache = self._session
        if self.session_key:
            self.delete()
        self._session_key = None
        self.modified = True

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            end_session(key_hash=_key_hash(key))
            session_cache.forget(_key_hash(key))

    def exists(self, session_key: str) -> bool:
        return SessionStore(session_key).found is not None

    def renew_mark(self) -> None:
        """From the next request on, every process reads this session anew."""
        if self.session_key:
            self._session_key = f"{_secret_part(self.session_key)}.{_new_mark()}"

    def touch(self) -> None:
        """Notes that somebody is there, once a minute."""
        now = timezone.now()
        if self._found and self._found.key_hash == self.key_hash and now - self._found.seen_at > _TOUCH_AFTER:
            touch_session(key_hash=self.key_hash, now=now)
            session_cache.forget(self.key_hash)

    def _find(self) -> FoundSession | None:
        mark = self.session_key.partition(".")[2]
        known = session_cache.get(self.key_hash, mark) if self._may_be_cached else None
        if known is not None:
            return known[0]
        found = find_session(key_hash=self.key_hash, today=local_date(business_now()), now=timezone.now())
        session_cache.put(self.key_hash, mark, found)
        return found


def _secret_part(session_key: str) -> str:
    return session_key.partition(".")[0]


def _key_hash(session_key: str) -> str:
    return key_hash_of(_secret_part(session_key))


def _new_mark() -> str:
    return secrets.token_urlsafe(6)
