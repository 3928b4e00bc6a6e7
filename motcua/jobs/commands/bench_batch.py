"""`motcua bench web`, the part about batches; started by it in the folder it has just measured."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from motcua.jobs.bench.batches import batch_figures
from motcua.jobs.bench.figures import table
from motcua.jobs.database import require_database
from motcua.jobs.demo.prepare import is_demo_prepared
from motcua.kit.errors import Unusable

HELP = "measures batches of 1,000 in a folder with the demo, which it leaves fuller"
NEEDS_DATABASE = True


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(options: argparse.Namespace) -> int:
    require_database()
    if not is_demo_prepared():
        raise Unusable("the bench files for the demo's commune: name a folder that `./run` has filled")
    figures = batch_figures()
    print(json.dumps([asdict(one) for one in figures]) if options.json else table(figures))
    return 0
