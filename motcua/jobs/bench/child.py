"""The parts of the bench that need a database, as processes of their own in a prepared folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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
    return _run("bench-prepare", folder, "--dossiers", str(dossiers))


def _run(command: str, folder: Path, *arguments: str) -> int:
    words = [sys.executable, "-m", "config.cli", command, "--data", str(folder.resolve()), *arguments]
    return subprocess.run(words, check=False, env={**os.environ, "MOTCUA_DEMO": "1"}).returncode  # noqa: S603
