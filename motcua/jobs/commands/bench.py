"""`motcua bench`: the project's figures, each with the raw limit measured in the same run."""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from datetime import date
from pathlib import Path

from motcua.jobs.bench.child import batches_in, desk_in, prepare_in
from motcua.jobs.bench.due import due_figures
from motcua.jobs.bench.figures import Figure, table
from motcua.jobs.bench.running import running_system
from motcua.jobs.bench.web import web_figures
from motcua.rules.eform_compile import compile_form
from motcua.rules.eform_sample import SampleFacts, sample_payload

HELP = "measures speed beside the raw limits; `bench prepare` fills a folder with a million dossiers"
NEEDS_DATABASE = False
_PROVINCE = Path(__file__).resolve().parents[3] / "province" / "quang-binh"
_COMMUNE = "000.25.30.H46"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", choices=["all", "due", "web", "desk", "prepare"], default="all")
    parser.add_argument("--dossiers", type=int, default=1_000_000, help="how many `prepare` makes")


def run(options: argparse.Namespace) -> int:
    if options.what == "prepare":
        return prepare_in(options.data, dossiers=options.dossiers)
    figures = []
    if options.what in ("all", "due"):
        _say("due instants …")
        figures += due_figures()
    if options.what in ("all", "web"):
        figures += _web()
    if options.what == "desk" or (options.what == "all" and options.data):
        _say("inbox and search in the prepared folder …")
        figures += desk_in(options.data)
    print(json.dumps([one.plain() for one in figures]) if options.json else table(figures))
    return 0


def _web() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as name:
        folder = Path(name)
        _say("first ./run …")
        with running_system(folder) as running:
            first = Figure("first ./run with the demo, packages installed", running.seconds, "s")
            _say("16 clients …")
            figures = web_figures(running, _payload, _COMMUNE)
        _say("second ./run …")
        with running_system(folder) as running:
            later = Figure("later ./run", running.seconds, "s", note="5 s allowed")
        _say("batches of 1,000 …")
        return [first, later, *figures, *batches_in(folder)]


def _say(what: str) -> None:
    """A line for whoever waits; the table alone goes to standard output."""
    print(f"bench: {what}", file=sys.stderr, flush=True)


def _payload(procedure: str) -> tuple[dict[str, object], list[str]]:
    """A valid e-form payload and the keys of the documents given: those owed, or the first there may be."""
    form = compile_form(json.loads((_PROVINCE / "eforms" / f"{procedure}.json").read_text("utf-8")))
    content = json.loads((_PROVINCE / "procedures" / f"{procedure}.json").read_text("utf-8"))
    facts = SampleFacts(today=date(2020, 9, 14))
    handed_over = [
        one for one in content["requirements"] if not one["is_shown_only"] and not one["is_met_by_form"]
    ]
    owed = [one for one in handed_over if one["is_required"]] or handed_over[:1]
    payload = sample_payload(form, random.Random(1), facts)  # noqa: S311 — the same form each time
    return payload, [one["key"] for one in owed]
