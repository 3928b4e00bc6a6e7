"""Speaks to the national portal: sign in for a session, then rows of dossiers and of progress, one at a time.

Each call carries an `Idempotency-Key` (the outbox's own), so that saying a thing twice is saying it once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from motcua.gateways.errors import Faulty, Refused, Unreachable
from motcua.gateways.national_portal.mapping import Record

SIGN_IN, CALL = "/mapi/login", "/mapi/g"
DOSSIER, PROGRESS = "DongBoHoSoMC", "CapNhatTienDoHoSoMC"
OK = frozenset({"0", "00"})
_HEADERS = {
    "Accept": "application/json",
    "Content-Type": "application/json",
    "Charset": "utf-8",
    "dstcode": "VN:GOV:000.00.00.G22:vpcpdvcprovider",
}
_NO = frozenset({400, 413, 422})
_TIMEOUT_SECONDS = 10.0
_LONGEST_ANSWER = 1024 * 1024


class NationalPortal:
    """A connection kept open. `address` is `http(s)://user:password@host:port/base?madonvi=CODE`."""

    def __init__(self, address: str, *, timeout: float = _TIMEOUT_SECONDS) -> None:
        parts = urlsplit(address)
        self._base = parts.path.rstrip("/")
        self._credentials = {
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
        }
        self._unit = parse_qs(parts.query).get("madonvi", [""])[0]
        make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connection = make(parts.hostname or "", parts.port, timeout=timeout)
        self._session = ""

    def put_dossier(self, record: Record, *, key: str, is_update: bool) -> str:
        """DongBoHoSoMC; the portal's acknowledgement."""
        return self._say(DOSSIER, record, key, isUpdating=str(is_update))

    def put_progress(self, record: Record, *, key: str) -> str:
        """CapNhatTienDoHoSoMC; the portal's acknowledgement."""
        return self._say(PROGRESS, record, key)

    def close(self) -> None:
        self._connection.close()

    def _say(self, service: str, record: Record, key: str, **more: str) -> str:
        was_signed_in = bool(self._session)
        answer = self._call(service, record, key, more)
        if not _is_ok(answer) and was_signed_in:
            # A session dies without a word all versions of the portal agree on: sign in anew, ask again.
            self._session = ""
            answer = self._call(service, record, key, more)
        if not _is_ok(answer):
            raise Refused(f"{answer.get('error_code')}: {answer.get('message') or '?'}")
        return str(answer.get("acknowledgement") or answer.get("message") or "")

    def _call(self, service: str, record: Record, key: str, more: Mapping[str, str]) -> dict[str, Any]:
        if not self._session:
            self._sign_in()
        envelope = {"session": self._session, "madonvi": self._unit, "service": service, **more}
        return self._post(CALL, {**envelope, "data": [record]}, {"Idempotency-Key": key})

    def _sign_in(self) -> None:
        answer = self._post(SIGN_IN, self._credentials, {})
        if not _is_ok(answer) or not answer.get("session"):
            raise Faulty(f"sign-in failed: {answer.get('error_code')}: {answer.get('message') or '?'}")
        self._session = str(answer["session"])

    def _post(self, path: str, body: Mapping[str, object], headers: Mapping[str, str]) -> dict[str, Any]:
        status, content = self._exchange(path, json.dumps(body).encode(), {**_HEADERS, **headers})
        if status in _NO:
            raise Refused(f"HTTP {status}")
        if status >= 400:
            raise Faulty(f"HTTP {status}")
        try:
            answer = json.loads(content)
        except ValueError:
            raise Faulty("its answer is not JSON") from None
        if not isinstance(answer, dict):
            raise Faulty("its answer is not an object")
        return answer

    def _exchange(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        try:
            self._connection.request("POST", self._base + path, body, dict(headers))
            response = self._connection.getresponse()
            return response.status, response.read(_LONGEST_ANSWER)
        except (OSError, HTTPException) as problem:
            # The connection is in an unknown state: the next call opens a new one.
            self._connection.close()
            raise Unreachable(f"{type(problem).__name__}: {problem}") from problem


def _is_ok(answer: Mapping[str, Any]) -> bool:
    return str(answer.get("error_code")) in OK
