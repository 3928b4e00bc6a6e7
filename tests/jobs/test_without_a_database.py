"""Every command that needs the database says in one line that the data folder has none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.cli import command_names, needs_database

ROOT = Path(__file__).resolve().parents[2]
WORDS = {
    "administrator": ("quantri",),
    "backup": ("copy.tar",),
    "bench-batch": (),
    "bench-desk": (),
    "keys": ("rotate",),
    "proof": ("x",),
    "token": ("quantri",),
    "verify": (),
    "worker": ("--once",),
}
# Three make the tables they work on; the demo's clock is a file.
WITHOUT_TABLES = {"bench", "bench-prepare", "restore", "clock-forward"}


def test_every_command_on_the_database_is_asked() -> None:
    asked = {
        name
        for name in command_names()
        if needs_database(f"motcua.jobs.commands.{name.replace('-', '_')}") and name not in WITHOUT_TABLES
    }
    assert asked == set(WORDS)


@pytest.mark.parametrize("command", sorted(WORDS))
def test_a_data_folder_without_tables_is_refused_in_one_line(command: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "config.cli", command, *WORDS[command], "--data", str(tmp_path)],
        cwd=ROOT,
        env=_without_database_url(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f"motcua: there is no database in {tmp_path}: ./run makes one, or name --data\n"


def _without_database_url() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
