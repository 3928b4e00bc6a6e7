"""The parts of the bench that need a database, as processes of their own in a prepared folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from motcua.jobs.bench.figures import Figure
from motcua.kit.errors import Unusable


def prepare_in(data: str | None, *, dossiers: int) -> int:
    """Fills a new folder (and the database that DATABASE_URL names, if one does); the exit code.

    Raises Unusable for a folder that has anything in it: it may be a province's.
    """
    if data is None:
        raise Unusable("name a new folder: motcua bench prepare --data FOLDER [--dossiers 1000000]")
    folder = Path(data)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Unusable(
            f"{folder} is not empty, and `bench prepare` fills new folders only. Name another one; "
            "if a preparation was broken off there, delete it first."
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return _run("bench-prepare", folder, "--dossiers", str(dossiers)).returncode


def desk_in(data: str | None) -> list[Figure]:
    """Inbox and search in a folder that `bench prepare` has filled. Raises Unusable where none is."""
    if data is None:
        raise Unusable("name the folder that `bench prepare` has filled: motcua bench desk --data FOLDER")
    measured = _run("bench-desk", Path(data), "--json", stdout=subprocess.PIPE)
    if measured.returncode:
        raise Unusable(f"{data} could not be measured; is it a folder that `bench prepare` has filled?")
    return [Figure(**one) for one in json.loads(measured.stdout)]


def batches_in(folder: Path) -> list[Figure]:
    """Batches of 1,000 in a folder with the demo, nothing serving it."""
    measured = _run("bench-batch", folder, "--json", stdout=subprocess.PIPE)
    if measured.returncode:
        raise Unusable(f"batches could not be measured in {folder}")
    return [Figure(**one) for one in json.loads(measured.stdout)]


def _run(
    command: str, folder: Path, *arguments: str, stdout: int | None = None
) -> subprocess.CompletedProcess[bytes]:
    words = [sys.executable, "-m", "config.cli", command, "--data", str(folder.resolve()), *arguments]
    environment = {**os.environ, "MOTCUA_DEMO": "1"}
    return subprocess.run(words, check=False, env=environment, stdout=stdout)  # noqa: S603 — our own command
