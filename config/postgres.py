"""A PostgreSQL server of our own for a test or a bench: made in a temporary folder, stopped with it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.processes import free_port


class PostgresMissing(Exception):
    """No PostgreSQL server is installed: apt-get install postgresql."""


def binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if found:
        return found[-1].parent
    if path := shutil.which("postgres"):
        return Path(path).parent
    raise PostgresMissing("not installed here. Install it: apt-get install postgresql")


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """Yields postgres://… of a fresh cluster."""
    programs = binaries()
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
    port = free_port()
    try:
        # PostgreSQL refuses to run as root.
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        _run(
            [
                programs / "initdb",
                "-D",
                folder / "data",
                "-U",
                "motcua",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
            ]
        )
        settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        _run(
            [programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", settings, "start"]
        )
        try:
            _run([programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "motcua", "motcua"])
            yield f"postgres://motcua@127.0.0.1:{port}/motcua"
        finally:
            _run([programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[object]) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd="/")  # noqa: S603
