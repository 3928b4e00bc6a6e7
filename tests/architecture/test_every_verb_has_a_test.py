"""One file is one verb, and each has its test file: `receive.py`, `test_receive.py`."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, tree

VERBS = sorted(
    path for path in (ROOT / "motcua/services/dossiers").glob("*.py") if not path.name.startswith("_")
)


@pytest.mark.parametrize("verb", VERBS, ids=lambda path: path.stem)
def test_the_verb_has_a_test_file_that_calls_it(verb: Path) -> None:
    tests = ROOT / "tests/services/dossiers" / f"test_{verb.stem}.py"
    assert tests.exists(), f"write {tests.relative_to(ROOT)}"
    assert f"motcua.services.dossiers.{verb.stem} import" in tests.read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", VERBS, ids=lambda path: path.stem)
def test_a_verb_is_handed_the_time_and_takes_everything_by_name(verb: Path) -> None:
    functions = [node for node in tree(verb).body if isinstance(node, ast.FunctionDef)]
    assert verb.stem == "preflight" or any(_is_verb(function) for function in functions)


def test_no_verb_asks_the_clock_itself() -> None:
    asking = [path.name for path in VERBS if "timezone.now" in path.read_text(encoding="utf-8")]
    assert asking == []


def _is_verb(function: ast.FunctionDef) -> bool:
    by_name = {argument.arg for argument in function.args.kwonlyargs}
    return not function.name.startswith("_") and not function.args.args and "at" in by_name
