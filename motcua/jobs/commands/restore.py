"""`motcua restore FILE`: puts a backup into an empty data folder, says which keys it needs, then verifies."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from motcua.services.backup.restore_backup import Restored, restore_backup

HELP = "put a backup into an empty data folder, then verify it; says which keys it needs"
# There is no database yet, and setting the stage would already write into the empty folder.
NEEDS_DATABASE = False
_ROOT = Path(__file__).resolve().parents[3]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a backup made by motcua backup")


def run(options: argparse.Namespace) -> int:
    """Exit 0 restored (and, with its keys there, verified), 1 damaged or not holding, 2 unusable."""
    data = Path(os.environ.get("MOTCUA_DATA", "var")).resolve()
    keys = Path(os.environ.get("MOTCUA_KEYS", data / "keys")).resolve()
    url = os.environ.get("DATABASE_URL", "")
    restored = restore_backup(source=options.file, data=data, keys=keys, database_url=url)
    if options.json:
        code, verification = (0, None) if restored.lacking else _verified(data)
        print(json.dumps({**asdict(restored), "verification": verification}))
        return code
    print(_told(restored, data, keys), flush=True)
    return 0 if restored.lacking else subprocess.run(_verification(data), cwd=_ROOT).returncode  # noqa: S603


def _told(restored: Restored, data: Path, keys: Path) -> str:
    lines = [
        f"{data}: restored as of {restored.made_at}, {restored.file_count:,} stored files",
        "It needs the keys:",
    ]
    for name, fingerprint in restored.needed.items():
        state = "MISSING" if name in restored.lacking else "there"
        lines.append(f"  {name:<14} {fingerprint}  {state}")
    if restored.lacking:
        lines.append(f"Put keys.json with these keys into {keys}, then run: motcua verify --data {data}")
    return "\n".join(lines)


def _verification(data: Path) -> list[str]:
    """Another process: this one was started without a database."""
    return [sys.executable, "-m", "config.cli", "verify", "--data", str(data)]


def _verified(data: Path) -> tuple[int, object]:
    command = [*_verification(data), "--json"]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE)  # noqa: S603 — ourselves
    return done.returncode, json.loads(done.stdout or "null")
