"""Speaks to a remote-signing service as the Cloud Signature Consortium's API v2 has it: keys never leave it.

Only hashes go out. A question that costs nothing to repeat is asked a second time when no answer came: the
same authorisation for the same hash is one signature, however often it is asked.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from motcua.gateways.errors import Faulty, Refused, Unreachable

TOKEN, LIST, INFO = "/oauth2/token", "/credentials/list", "/credentials/info"
AUTHORIZE, SIGN, TIMESTAMP = "/credentials/authorize", "/signatures/signHash", "/signatures/timestamp"
SHA256 = "2.16.840.1.101.3.4.2.1"
ECDSA_SHA256, RSA_SHA256 = "1.2.840.10045.4.3.2", "1.2.840.113549.1.1.11"
WRONG_PIN, WRONG_OTP, NO_AUTHORISATION = "invalid_pin", "invalid_otp", "invalid_sad"
_REPEATABLE = frozenset({TOKEN, LIST, INFO, SIGN, TIMESTAMP})
_TIMEOUT_SECONDS = 10.0
_LONGEST_ANSWER = 1024 * 1024


class Denied(Refused):
    """The service's no, by its own word: `invalid_pin`, `invalid_otp`, `invalid_sad`, …"""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Credential:
    """A key kept by the service. `chain`: DER, the signer's own certificate first."""

    id: str
    chain: tuple[bytes, ...]
    is_enabled: bool
    needs_pin: bool
    needs_otp: bool
    algorithms: tuple[str, ...]
    most_signatures: int


@dataclass(frozen=True, slots=True)
class Authorisation:
    """Leave to sign a number of hashes (the SAD). `seconds`: how long it lasts."""

    secret: str
    seconds: int


class RemoteSigning:
    """A connection kept open. `address` is `http(s)://client:secret@host:port/base`."""

    def __init__(self, address: str, *, timeout: float = _TIMEOUT_SECONDS) -> None:
        parts = urlsplit(address)
        self._base = parts.path.rstrip("/")
        self._client = (unquote(parts.username or ""), unquote(parts.password or ""))
        make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connection = make(parts.hostname or "", parts.port, timeout=timeout)
        self._token = ""
        self.place = parts.hostname or ""

    def credential_ids(self) -> list[str]:
        """Every credential this client may use."""
        return [str(one) for one in self._ask(LIST, {}).get("credentialIDs", [])]

    def credential(self, credential_id: str) -> Credential:
        answer = self._ask(
            INFO,
            {"credentialID": credential_id, "certificates": "chain", "certInfo": True, "authInfo": True},
        )
        try:
            return _credential(credential_id, answer)
        except (KeyError, TypeError, ValueError):
            raise Faulty("its answer describes no credential") from None

    def authorise(self, credential_id: str, *, count: int, pin: str = "", otp: str = "") -> Authorisation:
        """Leave for `count` signatures. Never repeated: a one-time password works once."""
        said = [{"id": name, "value": value} for name, value in (("PIN", pin), ("OTP", otp)) if value]
        answer = self._ask(
            AUTHORIZE, {"credentialID": credential_id, "numSignatures": count, "authData": said}
        )
        if not answer.get("SAD"):
            raise Faulty("it authorised without a secret")
        return Authorisation(str(answer["SAD"]), int(answer.get("expiresIn") or 3600))

    def sign_hashes(
        self, credential_id: str, hashes: Sequence[bytes], *, sad: str, algorithm: str
    ) -> list[bytes]:
        """A raw signature for each SHA-256 hash, in their order."""
        answer = self._ask(
            SIGN,
            {
                "credentialID": credential_id,
                "SAD": sad,
                "hashes": [base64.b64encode(one).decode() for one in hashes],
                "hashAlgorithmOID": SHA256,
                "signAlgo": algorithm,
                "operationMode": "S",
            },
        )
        signatures = [_decoded(one) for one in answer.get("signatures", [])]
        if len(signatures) != len(hashes):
            raise Faulty(f"it gave {len(signatures)} signatures for {len(hashes)} hashes")
        return signatures

    def timestamp(self, digest: bytes, *, nonce: int) -> bytes:
        """An RFC 3161 token (DER, CMS) over a SHA-256 digest."""
        answer = self._ask(
            TIMESTAMP,
            {"hash": base64.b64encode(digest).decode(), "hashAlgo": SHA256, "nonce": str(nonce)},
        )
        return _decoded(answer.get("timestamp", ""))

    def close(self) -> None:
        self._connection.close()

    def _ask(self, path: str, body: Mapping[str, object]) -> dict[str, Any]:
        if not self._token:
            self._sign_in()
        status, answer = self._call(path, json.dumps(body).encode(), "application/json")
        if status == 401:
            # A token dies without a word: sign in anew, ask again.
            self._sign_in()
            status, answer = self._call(path, json.dumps(body).encode(), "application/json")
        return _agreed(status, answer)

    def _sign_in(self) -> None:
        name, secret = self._client
        asked = {"grant_type": "client_credentials", "client_id": name, "client_secret": secret}
        self._token = ""
        status, answer = self._call(TOKEN, urlencode(asked).encode(), "application/x-www-form-urlencoded")
        if status != 200 or not answer.get("access_token"):
            raise Faulty(f"sign-in failed: HTTP {status} {answer.get('error', '')}")
        self._token = str(answer["access_token"])

    def _call(self, path: str, body: bytes, kind: str) -> tuple[int, dict[str, Any]]:
        headers = {"Content-Type": kind, "Accept": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        try:
            status, content = self._exchange(path, body, headers)
        except Unreachable:
            if path not in _REPEATABLE:
                raise
            status, content = self._exchange(path, body, headers)
        return status, _object(content) if status < 500 else {}

    def _exchange(self, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        try:
            self._connection.request("POST", self._base + path, body, dict(headers))
            response = self._connection.getresponse()
            return response.status, response.read(_LONGEST_ANSWER)
        except (OSError, HTTPException) as problem:
            # The connection is in an unknown state: the next call opens a new one.
            self._connection.close()
            raise Unreachable(f"{type(problem).__name__}: {problem}") from problem


def _agreed(status: int, answer: dict[str, Any]) -> dict[str, Any]:
    if status in {400, 403, 404, 409, 422}:
        raise Denied(str(answer.get("error", status)), str(answer.get("error_description", "?")))
    if status != 200:
        raise Faulty(f"HTTP {status}")
    return answer


def _object(content: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(content or b"{}")
    except ValueError:
        raise Faulty("its answer is not JSON") from None
    if not isinstance(answer, dict):
        raise Faulty("its answer is not an object")
    return answer


def _credential(credential_id: str, answer: Mapping[str, Any]) -> Credential:
    auth = answer.get("auth", {})
    asked = {str(one.get("id", "")).upper() for one in auth.get("objects", [])}
    is_explicit = auth.get("mode") == "explicit"
    return Credential(
        id=credential_id,
        chain=tuple(_decoded(one) for one in answer["cert"]["certificates"]),
        is_enabled=answer["key"]["status"] == "enabled" and answer["cert"].get("status", "valid") == "valid",
        needs_pin=is_explicit and "PIN" in asked,
        needs_otp=is_explicit and "OTP" in asked,
        algorithms=tuple(str(one) for one in answer["key"]["algo"]),
        most_signatures=int(answer.get("multisign", 1)),
    )


def _decoded(text: object) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except (binascii.Error, ValueError):
        raise Faulty("its answer is not base64") from None
