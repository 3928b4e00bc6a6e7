"""`motcua backup FILE`: a consistent copy of database and files, made while the system serves."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from django.utils import timezone

from motcua.jobs.database import require_database
from motcua.kit.errors import DoesNotHold
from motcua.services.backup.write_backup import write_backup

HELP = "copy database and files into one file while serving; keys are never in it"
NEEDS_DATABASE = True


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="where to write the backup")


def run(options: argparse.Namespace) -> int:
    require_database()
    backup = write_backup(target=options.file, now=timezone.now())
    if options.json:
        print(json.dumps(asdict(backup)))
    else:
        print(f"{options.file}: {backup.size / 1e6:,.1f} MB, {backup.file_count:,} stored files")
        print("Keep these keys elsewhere; without them nobody can read it (name, fingerprint):")
        print("\n".join(f"  {name:<14} {fingerprint}" for name, fingerprint in backup.keys.items()))
    if backup.missing:
        raise DoesNotHold(f"{len(backup.missing)} stored files are not there to be copied; run motcua verify")
    return 0
