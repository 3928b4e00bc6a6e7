"""`motcua keys rotate`: a new data key, and everything sealed anew under it while the system serves."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict

from motcua.jobs.database import require_database
from motcua.kit.errors import DoesNotHold
from motcua.records.keys import NOTICED_WITHIN_SECONDS, fingerprints, keys_folder, read_keys
from motcua.services.clock import business_now
from motcua.services.keys.rotate_data_key import Resealed, reseal_everything, rotate_data_key

HELP = "rotate: make a new data key and seal everything anew under it; show: the keys' fingerprints"
NEEDS_DATABASE = True


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["rotate", "show"])
    parser.add_argument(
        "--finish", action="store_true", help="no new key: go on where a rotation was interrupted"
    )


def run(options: argparse.Namespace) -> int:
    if options.what == "show":
        prints = fingerprints(read_keys(keys_folder()))
        print(json.dumps(prints) if options.json else "\n".join(f"{k:<14} {v}" for k, v in prints.items()))
        return 0
    require_database()
    if not options.finish:
        _rotate()
    resealed = reseal_everything(_progress)
    print(json.dumps(asdict(resealed)) if options.json else _told(resealed))
    if resealed.damaged:
        raise DoesNotHold(
            f"{len(resealed.damaged)} values do not open and were left as they are: {resealed.damaged[0]}"
        )
    return 0


def _rotate() -> None:
    newest = rotate_data_key(at=business_now())
    print(f"data key {newest} is current; waiting until every process has noticed", file=sys.stderr)
    # What they seal until then still lies under the old key and would be missed.
    time.sleep(NOTICED_WITHIN_SECONDS + 1)


def _progress(kind: str, done: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{kind}: {done:,}", end="", file=sys.stderr, flush=True)


def _told(resealed: Resealed) -> str:
    lines = [f"{kind:<28} {count:>9,} sealed anew" for kind, count in resealed.counts.items()]
    return "\n".join([*lines, "Old keys stay in keys.json: backups made before need them."])
