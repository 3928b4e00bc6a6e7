"""What ./test does: lint, types and floors, then pytest on SQLite and again on PostgreSQL.

The last line is pytest's own. With MOTCUA_REQUIRE=browser,postgres a missing one fails; else it is skipped.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from config.postgres import PostgresMissing, temporary_postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
# What needs no database, or a browser of its own, is not run a second time.
ON_POSTGRES = ["tests/services", "tests/reports", "tests/jobs", "tests/web", "tests/faults"]


def main() -> int:
    arguments = sys.argv[1:]
    is_quick, is_long = "--quick" in arguments, "--long" in arguments
    chosen = [word for word in arguments if word not in {"--quick", "--long"}]
    with tempfile.TemporaryDirectory(prefix="motcua-test-") as folder:
        environment = {**os.environ, "MOTCUA_TEST_FOLDER": folder}
        if not chosen and not _is_tidy():
            return 1
        marks = _marks(is_quick, is_long)
        if is_quick or chosen:
            return _pytest([*marks, *chosen], environment)
        first = _pytest(marks, environment)
        second = _on_postgres(environment)
        return first or second


def _marks(is_quick: bool, is_long: bool) -> list[str]:
    if is_quick:
        return ["-n", "2", "-m", "not browser and not postgres and not slow and not long"]
    return ["-n", "2"] if is_long else ["-n", "2", "-m", "not long"]


def _is_tidy() -> bool:
    checks = [
        [BIN / "ruff", "check", "-q", "."],
        [BIN / "ruff", "format", "--check", "-q", "."],
        [BIN / "lint-imports", "--no-cache"],
        [BIN / "mypy", "motcua/kit", "motcua/rules", "motcua/services", "motcua/bpmn"],
    ]
    failed = [str(check[0].name) for check in checks if subprocess.run(check, cwd=ROOT).returncode]  # noqa: S603
    if failed:
        print(f"not tidy: {', '.join(failed)}", file=sys.stderr)
    return not failed


def _on_postgres(environment: dict[str, str]) -> int:
    try:
        with temporary_postgres() as url:
            marks = ["-n", "2", "-m", "not long and not browser"]
            return _pytest([*marks, *ON_POSTGRES], {**environment, "DATABASE_URL": url})
    except PostgresMissing as problem:
        print(f"PostgreSQL: {problem}", file=sys.stderr)
        return 1 if "postgres" in os.environ.get("MOTCUA_REQUIRE", "") else 0


def _pytest(arguments: list[str], environment: dict[str, str]) -> int:
    return subprocess.run(  # noqa: S603
        [BIN / "python", "-m", "pytest", "-q", *arguments], cwd=ROOT, env=environment
    ).returncode


if __name__ == "__main__":
    raise SystemExit(main())
