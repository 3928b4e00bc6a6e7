"""Puts a backup into an empty data folder. Needs no database of ours to be there, and no keys."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from motcua.kit.errors import Unusable
from motcua.records.keys import fingerprints, read_keys
from motcua.services.backup.archive import POSTGRES, SQLITE, unpack_archive

_MAY_BE_THERE = frozenset({"keys"})
_DATABASE = "motcua.sqlite3"


@dataclass(frozen=True, slots=True)
class Restored:
    """`needed` are the fingerprints of the keys it was made with; `lacking` those not in the keys folder."""

    made_at: str
    file_count: int
    needed: dict[str, str]
    lacking: dict[str, str]


def restore_backup(*, source: Path, data: Path, keys: Path, database_url: str) -> Restored:
    """Unpacks beside its place, checks every hash, and only then moves it there."""
    _check_empty(data)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=data) as folder:
        staging = Path(folder)
        manifest = unpack_archive(source, staging)
        _put_database(manifest["engine"], staging, data, database_url)
        for piece in sorted(staging.iterdir()):
            piece.replace(data / piece.name)
    return Restored(
        made_at=manifest["made_at"],
        file_count=sum(name.startswith("files/") for name in manifest["members"]),
        needed=manifest["keys"],
        lacking=_lacking(manifest["keys"], keys),
    )


def _check_empty(data: Path) -> None:
    there = {path.name for path in data.iterdir()} if data.exists() else set()
    if there - _MAY_BE_THERE:
        raise Unusable(
            f"{data} is not empty; a backup is only restored into an empty folder (keys/ may be there)"
        )


def _put_database(engine: str, staging: Path, data: Path, database_url: str) -> None:
    is_postgres = database_url.startswith(("postgres://", "postgresql://"))
    if engine == "postgresql":
        if not is_postgres:
            raise Unusable("this backup is of PostgreSQL: set DATABASE_URL to an empty database")
        _fill_postgres(staging / POSTGRES, database_url)
        (staging / POSTGRES).unlink()
        return
    if is_postgres:
        raise Unusable("this backup is of SQLite: unset DATABASE_URL")
    (staging / SQLITE).replace(data / _DATABASE)


def _fill_postgres(dump: Path, database_url: str) -> None:
    program = shutil.which("pg_restore")
    if program is None:
        raise Unusable("pg_restore is not here: apt-get install postgresql-client")
    with psycopg.connect(database_url) as connection:
        there = connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1").fetchone()
        told = connection.info.get_parameters() | {"password": connection.info.password}
    if there:
        raise Unusable(
            "the database of DATABASE_URL is not empty; a backup is only restored into an empty one"
        )
    names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password"}
    environment = {name: str(told[key]) for name, key in names.items() if told.get(key)}
    command = [program, "--exit-on-error", "--no-owner", "--no-privileges", "--single-transaction"]
    done = subprocess.run(  # noqa: S603 — a fixed program, the operator's own database
        [*command, "--dbname", str(told["dbname"]), str(dump)],
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise Unusable(f"pg_restore failed: {(done.stderr.strip().splitlines() or ['?'])[-1]}")


def _lacking(needed: dict[str, str], keys: Path) -> dict[str, str]:
    try:
        found: dict[str, Any] = fingerprints(read_keys(keys))
    except (OSError, ValueError, KeyError):
        found = {}
    return {name: print_ for name, print_ in needed.items() if found.get(name) != print_}
