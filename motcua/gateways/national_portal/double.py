"""A stand-in for the national portal that speaks its protocol over HTTP, and can be told to misbehave.

`python -m motcua.gateways.national_portal.double --port N` serves one; tests start it in a thread.
It keeps what it was told in memory and dedupes on `Idempotency-Key`, which names dossier and version.
"""

from __future__ import annotations

import argparse
import json
import secrets
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from motcua.gateways.national_portal.client import CALL, DOSSIER, PROGRESS, SIGN_IN

_FAULTS, _TOLD = "/_double/faults", "/_double/told"


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a call: `delay` (seconds), `error` (status), `drop`, `drop_after_commit`, `refuse`.

    It meets the next `times` calls; with `tracking_code`, only calls about that dossier.
    """

    kind: str
    times: int = 1
    seconds: float = 0.0
    status: int = 503
    message: str = "Dữ liệu không hợp lệ"
    tracking_code: str = ""


@dataclass
class Portal:
    """What the portal knows. `effects` has one entry for each thing done, in order: the truth of a test."""

    sessions: set[str] = field(default_factory=set)
    records: dict[str, dict[str, Any]] = field(default_factory=dict)  # by tracking code (SoBienNhan)
    progress: list[dict[str, Any]] = field(default_factory=list)
    acknowledged: dict[str, str] = field(default_factory=dict)  # Idempotency-Key → acknowledgement
    effects: list[tuple[str, str]] = field(default_factory=list)  # (Idempotency-Key, service)
    call_count: int = 0
    faults: deque[Fault] = field(default_factory=deque)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def script(self, *faults: Fault) -> None:
        """Appends to what will go wrong."""
        with self.lock:
            self.faults.extend(faults)

    def sign_in(self) -> str:
        session = secrets.token_hex(16)
        self.sessions.add(session)
        return session

    def next_fault(self, record: Mapping[str, Any]) -> Fault | None:
        with self.lock:
            self.call_count += 1
            for place, fault in enumerate(self.faults):
                if fault.tracking_code in {"", record.get("SoBienNhan")}:
                    self._use_up(place, fault)
                    return fault
        return None

    def take(self, service: str, key: str, record: dict[str, Any]) -> str:
        """Does it once for a key; the acknowledgement is the same however often it is asked."""
        with self.lock:
            if key not in self.acknowledged:
                self._apply(service, record)
                self.effects.append((key, service))
                self.acknowledged[key] = f"DVCQG-{len(self.effects):08d}"
            return self.acknowledged[key]

    def _apply(self, service: str, record: dict[str, Any]) -> None:
        if service == DOSSIER:
            self.records[record["SoBienNhan"]] = record
        else:
            self.progress.append(record)

    def _use_up(self, place: int, fault: Fault) -> None:
        del self.faults[place]
        if fault.times > 1:
            left = {name: getattr(fault, name) for name in Fault.__slots__} | {"times": fault.times - 1}
            self.faults.insert(place, Fault(**left))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def do_GET(self) -> None:
        portal = self.server.portal
        if self.path == _TOLD:
            self._answer(
                200, {"records": portal.records, "progress": portal.progress, "effects": portal.effects}
            )
        else:
            self._answer(404, {})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        if self.path == SIGN_IN:
            self._answer(200, {"error_code": "0", "session": self.server.portal.sign_in()})
        elif self.path == CALL:
            self._take_call(body)
        elif self.path == _FAULTS:
            self.server.portal.script(*(Fault(**fault) for fault in body["faults"]))
            self._answer(200, {})
        else:
            self._answer(404, {})

    def _take_call(self, body: dict[str, Any]) -> None:
        portal, record = self.server.portal, body["data"][0]
        fault = portal.next_fault(record)
        kind = fault.kind if fault else ""
        if fault and kind == "delay":
            time.sleep(fault.seconds)
        if fault and kind == "error":
            self._answer(fault.status, {})
        elif kind == "drop":
            self._hang_up()
        elif body["session"] not in portal.sessions:
            self._answer(200, {"error_code": "1", "message": "Phiên làm việc không hợp lệ"})
        elif body["service"] not in {DOSSIER, PROGRESS}:
            self._answer(200, {"error_code": "2", "message": "Dịch vụ không tồn tại"})
        elif fault and kind == "refuse":
            self._answer(200, {"error_code": "9", "message": fault.message})
        else:
            acknowledgement = portal.take(body["service"], self.headers["Idempotency-Key"], record)
            if kind == "drop_after_commit":
                self._hang_up()
            else:
                self._answer(200, {"error_code": "0", "acknowledgement": acknowledgement})

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

    def __init__(self, port: int, portal: Portal) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.portal = portal


@contextmanager
def running_portal(port: int = 0) -> Iterator[tuple[str, Portal]]:
    """(address, what it knows) of a double that runs in a thread for as long as the block."""
    with _Server(port, Portal()) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", server.portal
        finally:
            server.shutdown()
            thread.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    with _Server(parser.parse_args().port, Portal()) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
