"""`motcua bench prepare`, the part that needs the database; started by it with the data folder named."""

from __future__ import annotations

import argparse
import json
import sys
from time import monotonic

from django.core.management import call_command

from motcua.jobs.bench.prepare import prepare
from motcua.records.dossiers.models import Dossier
from motcua.records.keys import keys_folder, make_keys
from motcua.records.tasks.models import Task

HELP = "fills an empty data folder or database with dossiers for the benchmark"
NEEDS_DATABASE = True
_EVERY_SECONDS = 5.0


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dossiers", type=int, default=1_000_000)


def run(options: argparse.Namespace) -> int:
    began = monotonic()
    make_keys(keys_folder())
    call_command("migrate", interactive=False, verbosity=0)
    prepare(dossiers=options.dossiers, progress=Progress())
    made = {
        "dossiers": Dossier.objects.count(),
        "steps": Task.objects.count(),
        "seconds": round(monotonic() - began, 1),
    }
    print(
        json.dumps(made)
        if options.json
        else "{dossiers:,} dossiers with {steps:,} steps in {seconds:,} s".format(**made)
    )
    return 0


class Progress:
    """A line now and then: how many, how fast, how long still."""

    def __init__(self) -> None:
        self.began = self.said = monotonic()

    def __call__(self, done: int, of: int) -> None:
        now = monotonic()
        if done < of and now - self.said < _EVERY_SECONDS:
            return
        self.said = now
        rate = done / max(0.001, now - self.began)
        left = (of - done) / max(1.0, rate)
        print(
            f"bench: {done:,} of {of:,} dossiers, {rate:,.0f}/s, {left:,.0f} s left",
            file=sys.stderr,
            flush=True,
        )
