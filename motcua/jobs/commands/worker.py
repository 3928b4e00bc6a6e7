"""`motcua worker`: sends, seals, counts and rings what is due, until it is told to stop."""

from __future__ import annotations

import argparse
import json
import os
import threading

import structlog

from motcua.jobs.database import require_database
from motcua.jobs.logs import log_as_json
from motcua.jobs.worker import run_once, run_worker, stop_on_signals

HELP = "do what is due (send, seal, count, ring alarms) until stopped; any number may run"
NEEDS_DATABASE = True
# Where pages and worker share a machine, who waits at a screen comes first.
_BEHIND_PEOPLE = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="stop when nothing more is due")


def run(options: argparse.Namespace) -> int:
    require_database()
    log_as_json()
    if options.once:
        done = run_once()
        print(json.dumps({"done": done}) if options.json else f"{done} done")
        return 0
    os.nice(_BEHIND_PEOPLE)
    stop = threading.Event()
    stop_on_signals(stop)
    structlog.get_logger().info("worker.started")
    run_worker(stop)
    structlog.get_logger().info("worker.stopped")
    return 0
