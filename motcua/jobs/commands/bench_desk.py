"""`motcua bench desk`, the part that needs the database; started by it with the data folder named."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from django.core.management import call_command

from motcua.jobs.bench.desk import desk_figures
from motcua.jobs.bench.figures import table
from motcua.jobs.bench.receipts import receipts_figure
from motcua.jobs.database import require_database
from motcua.jobs.demo.prepare import is_demo_prepared
from motcua.kit.errors import Unusable

HELP = "measures inbox and search in a folder that `bench prepare` has filled"
NEEDS_DATABASE = True


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(options: argparse.Namespace) -> int:
    require_database()
    if not is_demo_prepared():
        raise Unusable(
            "the bench signs in with the demo's accounts: fill a new folder with `bench prepare` first"
        )
    call_command("collectstatic", interactive=False, verbosity=0)  # the pages name these files
    figures = [*desk_figures(), receipts_figure()]
    print(json.dumps([asdict(one) for one in figures]) if options.json else table(figures))
    return 0
