"""`motcua verify`: derives anew what the database claims, and names what does not hold."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from time import perf_counter

from motcua.jobs.database import require_database
from motcua.services.verification.findings import Check, Findings
from motcua.services.verification.verify import verify

HELP = "derive anew what the database claims (due dates, journal, seals, files, roll-ups, outbox)"
NEEDS_DATABASE = True


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sample", type=int, metavar="N", default=None, help="only N dossiers and N files, drawn at random"
    )


def run(options: argparse.Namespace) -> int:
    """One line a check, the first twenty problems of each under it; 1 if anything does not hold."""
    require_database()
    began = perf_counter()
    findings = verify(sample=options.sample)
    seconds = round(perf_counter() - began, 1)
    print(_json(findings, seconds) if options.json else _text(findings, seconds))
    return 0 if findings.holds else 1


def _json(findings: Findings, seconds: float) -> str:
    checks = [asdict(check) for check in findings.checks]
    return json.dumps(
        {"holds": findings.holds, "seconds": seconds, "checks": checks}, ensure_ascii=False, indent=1
    )


def _text(findings: Findings, seconds: float) -> str:
    lines = [line for check in findings.checks for line in _lines(check)]
    verdict = "everything holds" if findings.holds else "DOES NOT HOLD"
    return "\n".join([*lines, f"{verdict} ({seconds} s)"])


def _lines(check: Check) -> list[str]:
    said = "ok" if not check.problem_count else f"{check.problem_count} PROBLEMS"
    lines = [f"{check.name:<20} {check.count:>10,}  {said}"]
    lines += [f"    {problem}" for problem in check.problems]
    if check.problem_count > len(check.problems):
        lines.append(f"    … and {check.problem_count - len(check.problems)} more")
    return lines + [f"    note: {note}" for note in check.notes]
