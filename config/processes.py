"""The processes ./run starts and stops: server, worker, and the local doubles of what lies outside."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType, TracebackType

from motcua.kit.errors import Unusable

_START_SECONDS = 60
_STOP_SECONDS = 5.0


class Stopped(Exception):
    """A signal asked us to stop."""


class Processes:
    """Starts children in their own process groups and leaves none behind."""

    def __init__(self) -> None:
        self.children: list[tuple[str, subprocess.Popen[bytes]]] = []

    def __enter__(self) -> Processes:
        signal.signal(signal.SIGTERM, _stop)
        signal.signal(signal.SIGINT, _stop)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> bool:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self.stop()
        return kind is Stopped

    def start(self, name: str, command: list[str]) -> None:
        self.children.append(
            (name, subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True))  # noqa: S603
        )

    def start_national_portal(self) -> str:
        port = free_port()
        self.start(
            "national portal (double)", _python("motcua.gateways.national_portal.double", "--port", str(port))
        )
        return f"http://127.0.0.1:{port}"

    def start_remote_signing(self, folder: Path) -> str:
        """A test authority in `folder`; nothing it signs is worth anything outside."""
        port, secret = free_port(), secrets.token_urlsafe(12)
        options = ["--port", str(port), "--folder", str(folder), "--secret", secret]
        self.start("remote signing (double)", _python("motcua.gateways.remote_signing.double", *options))
        return f"http://motcua:{secret}@127.0.0.1:{port}/csc/v2"

    def start_server(self, host: str, port: int) -> None:
        if is_taken(host, port):
            raise SystemExit(
                f"motcua: port {port} on {host} is taken. Choose another: ./run --port {port + 1}"
            )
        command = _python("granian", "--interface", "wsgi", "--host", host, "--port", str(port))
        command += ["--workers", "2", "--blocking-threads", "2", "--no-ws", "--workers-kill-timeout", "3"]
        self.start("server", [*command, "--log-level", "warning", "config.wsgi:application"])

    def start_worker(self) -> None:
        self.start("worker", _python("config.cli", "worker"))

    def wait_until_answering(self, host: str, port: int) -> None:
        shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
        address = f"http://{shown}:{port}/readyz"
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until:
            self.check_alive()
            try:
                with urllib.request.urlopen(address, timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise Unusable(f"the server did not answer on {address} in {_START_SECONDS} s")

    def wait(self) -> int:
        """Until a signal comes or a child dies by itself."""
        while True:
            time.sleep(0.5)
            self.check_alive()

    def check_alive(self) -> None:
        for name, child in self.children:
            if child.poll() is not None:
                raise SystemExit(f"motcua: the {name} stopped by itself (exit {child.returncode})")

    def stop(self) -> None:
        for _, child in reversed(self.children):
            _signal(child, signal.SIGTERM)
        until = time.monotonic() + _STOP_SECONDS
        for _, child in self.children:
            try:
                child.wait(max(0.05, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                # granian ignores SIGTERM within a second of its start.
                _signal(child, signal.SIGKILL)
        # A worker process may outlive its parent: the group goes with it.
        for _, child in self.children:
            _signal(child, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_taken(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def _signal(child: subprocess.Popen[bytes], number: int) -> None:
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped
