"""What ./run does once everything is installed: data folder, database, province, demo, server, worker.

It alone starts the local doubles. SIGTERM or Ctrl-C stops everything it started within 8 seconds.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path

from config.processes import Processes
from config.stage import prepare_stage

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def main() -> int:
    options = read_options()
    if not options.no_demo and options.host not in LOOPBACK and not options.demo_anyway:
        print(
            f"motcua: the demo has known passwords, so it is not opened on {options.host}. "
            "Use --host 127.0.0.1, --no-demo, or --demo-anyway.",
            file=sys.stderr,
        )
        return 2
    set_environment(options)
    with Processes() as processes:
        portal = processes.start_national_portal()
        os.environ.setdefault("MOTCUA_NATIONAL_PORTAL", portal)
        if "MOTCUA_REMOTE_SIGNING" not in os.environ and not options.no_demo:
            folder = Path(options.data).resolve() / "test-authority"
            os.environ["MOTCUA_REMOTE_SIGNING"] = processes.start_remote_signing(folder)
            os.environ["MOTCUA_TEST_AUTHORITY"] = str(folder)
        accounts = prepare_stage(options)
        processes.start_server(options.host, options.port)
        processes.start_worker()
        processes.wait_until_answering(options.host, options.port)
        announce(options, accounts)
        return processes.wait()


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", default=str(ROOT / "var"))
    parser.add_argument("--fresh", action="store_true", help="begin with an empty data folder")
    parser.add_argument("--no-demo", action="store_true", help="the catalogue only: no people, no dossiers")
    parser.add_argument(
        "--clock", type=datetime.fromisoformat, default=None, help="where the demo's clock starts"
    )
    parser.add_argument("--demo-anyway", action="store_true", help="the demo on a host others can reach")
    return parser.parse_args()


def set_environment(options: argparse.Namespace) -> None:
    os.environ["MOTCUA_DATA"] = str(Path(options.data).resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["MOTCUA_DEMO"] = "" if options.no_demo else "1"
    if options.host not in LOOPBACK:
        os.environ.setdefault("MOTCUA_HOSTS", f"localhost,127.0.0.1,[::1],{options.host}")
    shown = "127.0.0.1" if options.host in {"0.0.0.0", "::"} else options.host  # noqa: S104 — only shown
    os.environ.setdefault("MOTCUA_PUBLIC_ADDRESS", f"http://{shown}:{options.port}")


def announce(options: argparse.Namespace, accounts: list[tuple[str, str, str, str]]) -> None:
    lines = [f"READY http://{options.host}:{options.port}"]
    lines += [
        f"ACCOUNT {role} {login} {password} {secret or '-'}" for role, login, password, secret in accounts
    ]
    print("\n".join(lines), flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
