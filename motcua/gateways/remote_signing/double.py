"""A stand-in for a remote-signing service (CSC API v2) over HTTP, which can be told to misbehave.

`python -m motcua.gateways.remote_signing.double --port N --folder DIR` serves one with the test authority
in that folder; tests start it in a thread. The same hash under the same leave is signed once.
"""

from __future__ import annotations

import argparse
import base64
import json
import secrets
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from motcua.gateways.remote_signing.authority import Signer, TestAuthority
from motcua.gateways.remote_signing.client import (
    AUTHORIZE,
    ECDSA_SHA256,
    INFO,
    LIST,
    NO_AUTHORISATION,
    SIGN,
    TOKEN,
    WRONG_OTP,
    WRONG_PIN,
)

BASE = "/csc/v2"
_FAULTS = "/_double/faults"
_LEAVE_SECONDS = 3600
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a call: `delay` (seconds), `error` (status), `drop`, `drop_after_commit`, `garbage`.

    It meets the next `times` calls to `path` (every path where empty).
    """

    kind: str
    path: str = SIGN
    times: int = 1
    seconds: float = 0.0
    status: int = 503


class _No(Exception):
    """Error and description, as CSC answers 400."""


@dataclass
class SigningService:
    """What the service knows. `signed`: (credential, hash) of each signature made, the truth of a test."""

    authority: TestAuthority
    tokens: set[str] = field(default_factory=set)
    leaves: dict[str, list[Any]] = field(default_factory=dict)  # SAD → [credential, signatures left, until]
    answers: dict[tuple[str, str], str] = field(default_factory=dict)  # (SAD, hash) → signature
    signed: list[tuple[str, str]] = field(default_factory=list)
    used_otps: set[tuple[str, str]] = field(default_factory=set)
    leave_seconds: float = _LEAVE_SECONDS
    call_count: int = 0
    faults: deque[Fault] = field(default_factory=deque)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def script(self, *faults: Fault) -> None:
        """Appends to what will go wrong."""
        with self.lock:
            self.faults.extend(faults)

    def next_fault(self, path: str) -> Fault | None:
        with self.lock:
            self.call_count += 1
            for place, fault in enumerate(self.faults):
                if fault.path in {"", path}:
                    del self.faults[place]
                    if fault.times > 1:
                        self.faults.insert(place, replace(fault, times=fault.times - 1))
                    return fault
        return None

    def sign_in(self) -> str:
        token = secrets.token_hex(16)
        self.tokens.add(token)
        return token

    def info(self, body: Mapping[str, Any]) -> dict[str, Any]:
        signer = self._signer(body)
        own = signer.chain[0]
        asked = [{"type": "Password", "id": "PIN"}] if signer.pin else []
        asked += [{"type": "Password", "id": "OTP"}] if signer.otp else []
        return {
            "key": {"status": "enabled", "algo": [ECDSA_SHA256], "len": 256, "curve": "1.2.840.10045.3.1.7"},
            "cert": {
                "status": "valid",
                "certificates": [_b64(one.public_bytes(serialization.Encoding.DER)) for one in signer.chain],
                "issuerDN": own.issuer.rfc4514_string(),
                "serialNumber": f"{own.serial_number:x}",
                "subjectDN": own.subject.rfc4514_string(),
            },
            "auth": {"mode": "explicit" if asked else "implicit", "objects": asked},
            "SCAL": "1",
            "multisign": _MOST,
        }

    def authorise(self, body: Mapping[str, Any]) -> dict[str, Any]:
        signer = self._signer(body)
        said = {one.get("id"): one.get("value") for one in body.get("authData", [])}
        if signer.pin and said.get("PIN") != signer.pin:
            raise _No(WRONG_PIN, "The PIN is invalid")
        if signer.otp:
            self._use_otp(signer, str(said.get("OTP")))
        count = int(body.get("numSignatures", 1))
        if not 0 < count <= _MOST:
            raise _No("invalid_request", "Invalid parameter numSignatures")
        sad = secrets.token_urlsafe(24)
        self.leaves[sad] = [signer.id, count, time.monotonic() + self.leave_seconds]
        return {"SAD": sad, "expiresIn": int(self.leave_seconds)}

    def sign(self, body: Mapping[str, Any]) -> dict[str, Any]:
        signer, sad = self._signer(body), str(body.get("SAD"))
        with self.lock:
            return {"signatures": [self._signature(signer, sad, str(one)) for one in body.get("hashes", [])]}

    def _signature(self, signer: Signer, sad: str, hashed: str) -> str:
        if (sad, hashed) in self.answers:
            return self.answers[sad, hashed]
        credential, left, until = self.leaves.get(sad, ("", 0, 0.0))
        if credential != signer.id or left < 1 or time.monotonic() > until:
            raise _No(NO_AUTHORISATION, "Invalid parameter SAD")
        self.leaves[sad][1] -= 1
        made = signer.key.sign(base64.b64decode(hashed), ec.ECDSA(Prehashed(hashes.SHA256())))
        self.signed.append((signer.id, hashed))
        self.answers[sad, hashed] = _b64(made)
        return self.answers[sad, hashed]

    def _use_otp(self, signer: Signer, otp: str) -> None:
        if otp != signer.otp or (signer.id, otp) in self.used_otps:
            raise _No(WRONG_OTP, "The OTP is invalid")
        self.used_otps.add((signer.id, otp))

    def _signer(self, body: Mapping[str, Any]) -> Signer:
        signer = self.authority.signer(str(body.get("credentialID")))
        if signer is None:
            raise _No("invalid_request", "Invalid parameter credentialID")
        return signer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == _FAULTS:
            self.server.service.script(*(Fault(**one) for one in json.loads(content)["faults"]))
            self._answer(200, {})
            return
        path = self.path.removeprefix(BASE)
        fault = self.server.service.next_fault(path)
        if fault and fault.kind == "delay":
            time.sleep(fault.seconds)
        if fault and fault.kind == "error":
            self._answer(fault.status, {})
        elif fault and fault.kind == "drop":
            self._hang_up()
        else:
            self._take(path, content, fault.kind if fault else "")

    def _take(self, path: str, content: bytes, kind: str) -> None:
        status, answer = self._done(path, content)
        if kind == "drop_after_commit":
            self._hang_up()
        elif kind == "garbage":
            self._answer(200, {"signatures": [_b64(b"\x30\x06\x02\x01\x01\x02\x01\x01")]})
        else:
            self._answer(status, answer)

    def _done(self, path: str, content: bytes) -> tuple[int, dict[str, Any]]:
        service = self.server.service
        if path == TOKEN:
            asked = parse_qs(content.decode())
            if asked.get("client_secret", [""])[0] != self.server.secret:
                return 401, {"error": "invalid_client"}
            return 200, {"access_token": service.sign_in(), "token_type": "Bearer", "expires_in": 3600}
        if (self.headers.get("Authorization") or "").removeprefix("Bearer ") not in service.tokens:
            return 401, {"error": "invalid_token"}
        try:
            return self._service_call(path, json.loads(content or b"{}"))
        except _No as no:
            return 400, {"error": no.args[0], "error_description": no.args[1]}

    def _service_call(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        service = self.server.service
        if path == LIST:
            return 200, {"credentialIDs": service.authority.signer_ids()}
        doors = {INFO: service.info, AUTHORIZE: service.authorise, SIGN: service.sign}
        return (200, doors[path](body)) if path in doors else (404, {"error": "not_found"})

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        # The asker may have lost patience meanwhile.
        with suppress(ConnectionError):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            self.wfile.flush()

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the asker logs what matters."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port: int, service: SigningService, secret: str) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.service = service
        self.secret = secret


@contextmanager
def running_service(folder: Path, port: int = 0) -> Iterator[tuple[str, SigningService]]:
    """(address, what it knows) of a double that runs in a thread for as long as the block."""
    with _Server(port, SigningService(TestAuthority(folder)), "bi-mat") as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://motcua:bi-mat@127.0.0.1:{server.server_address[1]}{BASE}", server.service
        finally:
            server.shutdown()
            thread.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--secret", default="demo")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    with _Server(options.port, SigningService(TestAuthority(options.folder)), options.secret) as server:
        server.serve_forever()


def _b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


if __name__ == "__main__":
    main()
