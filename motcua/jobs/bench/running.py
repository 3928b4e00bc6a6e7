"""A whole system of our own for the bench: ./run in a scratch folder, its accounts read from READY."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from motcua.kit.errors import Unusable

_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Running:
    """Where it answers, the accounts it printed (role → login, password, TOTP secret), seconds to READY."""

    port: int
    data: Path
    accounts: dict[str, tuple[str, str, str]]
    seconds: float


@contextmanager
def running_system(folder: Path) -> Iterator[Running]:
    """`./run` with its data under `folder`, stopped at the end; its other words go to `run.log` there."""
    data, port = folder / "data", _free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    started = time.monotonic()
    with (folder / "run.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(  # noqa: S603 — our own ./run
            [str(_ROOT / "run"), "--port", str(port), "--data", str(data)],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env=environment,
            start_new_session=True,
        )
        try:
            accounts = _read_ready(process, folder / "run.log")
            yield Running(port, data, accounts, time.monotonic() - started)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(15)


def _read_ready(process: subprocess.Popen[str], log: Path) -> dict[str, tuple[str, str, str]]:
    if process.stdout is None:
        raise Unusable("no output to read")
    accounts: dict[str, tuple[str, str, str]] = {}
    is_ready = False
    for line in process.stdout:
        words = line.split()
        if words[:1] == ["READY"]:
            is_ready = True
        elif words[:1] == ["ACCOUNT"]:
            accounts.setdefault(words[1], (words[2], words[3], words[4]))
            if words[1] == "administrator":
                break
    if not is_ready:
        said = log.read_text("utf-8").strip().splitlines()[-1:]
        raise Unusable(f"./run did not become ready: {''.join(said) or 'it said nothing'}")
    return accounts


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
