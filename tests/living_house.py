"""A house outside the test's own process: a data folder, a committed database, and the commands on it.

`python -m tests.living_house` furnishes the folder of MOTCUA_DATA with the cast and a received dossier.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class House:
    """`database_url` empty: SQLite in the data folder."""

    data: Path
    database_url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("MOTCUA_", "DATABASE_"))
        }
        where = {"MOTCUA_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "config.settings"}
        return {**kept, **where, "PYTHONPATH": str(ROOT), "DATABASE_URL": self.database_url}

    def furnish(self) -> House:
        self.run_module("tests.living_house", check=True)
        return self

    def motcua(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run_module("config.cli", *words, "--data", str(self.data))

    def run_module(self, module: str, *words: str, check: bool = False) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", module, *words]
        return subprocess.run(
            command,
            env=self.environment,
            cwd=ROOT,
            capture_output=not check,
            text=True,
            timeout=180,
            check=check,
        )

    def start_module(self, module: str, *words: str) -> subprocess.Popen[str]:
        """Left running, its output read by line; the caller ends it."""
        command = [sys.executable, "-m", module, *words]
        return subprocess.Popen(
            command, env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def sql(self, *statements: str) -> list[tuple[object, ...]]:
        """Past every rule, on SQLite; the rows of the last statement."""
        connection = sqlite3.connect(self.data / "motcua.sqlite3", timeout=20)
        try:
            rows = [connection.execute(statement).fetchall() for statement in statements]
            connection.commit()
            return list(rows[-1])
        finally:
            connection.close()


def furnish() -> None:
    """Keys, tables, the small province with its people, and one dossier received, counted and sealed."""
    django.setup()

    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from motcua.jobs.worker import run_once
    from motcua.records.keys import make_keys
    from motcua.services.dossiers.receive import receive_dossier
    from motcua.services.journal.seal_entries import seal_entries
    from tests import cast as stage
    from tests.trust_story import really_stored

    make_keys(settings.MOTCUA_KEYS)
    call_command("migrate", verbosity=0, skip_checks=True)
    stage.stored_file = really_stored
    with tempfile.TemporaryDirectory() as folder:
        agencies = stage.load_small_province(stage.write_small_province(Path(folder)))
    cast = stage.people_the_province(agencies)
    receive_dossier(dossier=stage.filed(cast), by=cast.dung, at=stage.MONDAY)
    run_once()
    seal_entries(now=timezone.now())


if __name__ == "__main__":
    furnish()
