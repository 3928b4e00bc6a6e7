"""Copies database and files as they were at one instant, while others go on working."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from motcua.kit.errors import Unusable
from motcua.kit.instants import utc_text
from motcua.records.files.models import StoredFile
from motcua.records.files.vault import files_folder
from motcua.records.journal.models import Seal
from motcua.records.journal.seal_log import read_log, seal_log_path
from motcua.records.keys import fingerprints, keys_folder, read_keys
from motcua.services.backup.archive import POSTGRES, SQLITE, ArchiveWriter, writing_archive
from motcua.services.verification.snapshot import one_snapshot

_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Backup:
    """What was written; `missing` are stored files that should be there and are not."""

    size: int
    file_count: int
    missing: tuple[str, ...]
    keys: dict[str, str]


def write_backup(*, target: Path, now: datetime) -> Backup:
    """Writes `target` (it must not exist). `now` is the machine's time."""
    if target.exists():
        raise Unusable(f"{target} is there already; a backup never overwrites another")
    keys = fingerprints(read_keys(keys_folder()))
    with writing_archive(target) as archive, one_snapshot():
        engine = _add_database(archive, target.parent)
        missing = tuple(_add_files(archive))
        _add_seals(archive)
        _add_clock(archive)
        archive.add_manifest({"made_at": utc_text(now), "engine": engine, "keys": keys, "missing": missing})
    file_count = sum(name.startswith("files/") for name in archive.members)
    return Backup(size=target.stat().st_size, file_count=file_count, missing=missing, keys=keys)


def _add_database(archive: ArchiveWriter, beside: Path) -> str:
    with tempfile.TemporaryDirectory(prefix=".motcua-backup-", dir=beside) as folder:
        copy = Path(folder) / "database"
        if connection.vendor == "postgresql":
            _dump_postgres(copy)
        else:
            _copy_sqlite(copy)
        archive.add_file(POSTGRES if connection.vendor == "postgresql" else SQLITE, copy)
    return connection.vendor


def _copy_sqlite(target: Path) -> None:
    """SQLite's own backup, from the snapshot this connection already reads."""
    connection.ensure_connection()
    copy = sqlite3.connect(target)
    try:
        connection.connection.backup(copy)
        # One plain file: no write-ahead log goes into the archive.
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


def _dump_postgres(target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise Unusable("pg_dump is not here: apt-get install postgresql-client")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
    command = [program, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    done = subprocess.run(  # noqa: S603 — a fixed program, our own database
        [*command, "--file", str(target)], env=_postgres_environment(), capture_output=True, text=True
    )
    if done.returncode:
        raise Unusable(f"pg_dump failed: {(done.stderr.strip().splitlines() or ['?'])[-1]}")


def _postgres_environment() -> dict[str, str]:
    """Where and who, told by the environment: a password must not stand in a process list."""
    told = connection.settings_dict
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    return {**os.environ, **{name: str(told[key]) for name, key in names.items() if told[key]}}


def _add_files(archive: ArchiveWriter) -> Iterator[str]:
    """Every file a row of the snapshot names; files never change, and only rowless ones are taken away."""
    last = 0
    rows = StoredFile.objects.order_by("pk").values_list("pk", "path")
    while chunk := list(rows.filter(pk__gt=last)[:_CHUNK]):
        last = chunk[-1][0]
        for _, path in chunk:
            try:
                archive.add_file(f"files/{path}", files_folder() / path)
            except FileNotFoundError:
                yield path


def _add_seals(archive: ArchiveWriter) -> None:
    """The log as far as the copied database has seals: it may have grown since."""
    log = seal_log_path(Path(settings.MOTCUA_DATA))
    last = Seal.objects.order_by("-number").values_list("number", flat=True).first() or 0
    lines = [line.to_text() + "\n" for line in read_log(log) if line.content.number <= last]
    archive.add_bytes("seals/seals.log", "".join(lines).encode())
    public_key = log.with_name("journal.pub")
    if public_key.exists():
        archive.add_file("seals/journal.pub", public_key)


def _add_clock(archive: ArchiveWriter) -> None:
    """The demo's shifted clock; nothing elsewhere."""
    clock: Any = Path(settings.MOTCUA_DATA) / "clock.json"
    if clock.exists():
        archive.add_file("clock.json", clock)
