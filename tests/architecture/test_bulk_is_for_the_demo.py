"""Rows past the verbs are for the demo's and the benchmark's generator alone: nobody else may import them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import ROOT, modules, tree

BULK = "motcua.jobs.demo.bulk"
SEEDED_WORDS = "drawn_from"
MAY = ("motcua/jobs/demo/", "motcua/jobs/bench/", "motcua/jobs/commands/bench.py")


def test_only_the_demo_and_the_benchmark_write_in_bulk() -> None:
    importing = {path for path in modules("motcua", "config") if BULK in _imported(path)}
    assert importing, "the check sees nobody import it: has the file moved?"
    assert [path for path in importing if not _may(path)] == []


def test_only_they_draw_secrets_from_a_seed() -> None:
    drawing = {
        path
        for path in modules("motcua", "config")
        if f"motcua.services.tokens.{SEEDED_WORDS}" in _imported(path)
    }
    assert drawing, "the check sees nobody import it: has the function moved?"
    assert [path for path in drawing if not _may(path)] == []


def _may(path: Path) -> bool:
    return str(path.relative_to(ROOT)).startswith(MAY)


def _imported(path: Path) -> set[str]:
    return set(_names(tree(path)))


def _names(module: ast.Module) -> Iterator[str]:
    """Every module that is imported, and every name taken out of one, with its module before it."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)
