"""What stands above may import what stands below, never the other way; the law stands on nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import ROOT, modules, shown, tree


def test_every_contract_between_the_floors_holds() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_rules_and_kit_stand_on_the_standard_library_alone() -> None:
    allowed = sys.stdlib_module_names | {"motcua"}
    strangers = [
        f"{shown(path, node)} imports {name}"
        for path in modules("motcua/rules", "motcua/kit")
        for node, name in _imports(tree(path))
        if name.split(".")[0] not in allowed
    ]
    assert strangers == []


def test_rules_and_kit_ask_neither_clock_nor_chance_nor_disk() -> None:
    forbidden = {"random", "secrets", "socket", "subprocess", "sqlite3", "time", "os", "pathlib"}
    # Samples for tests and the demo are drawn from a generator handed in; only its type is imported.
    drawn = {"eform_sample.py", "process_simulation.py"}
    found = [
        f"{shown(path, node)} imports {name}"
        for path in modules("motcua/rules", "motcua/kit")
        for node, name in _imports(tree(path))
        if name.split(".")[0] in forbidden and path.name not in drawn
    ]
    assert found == []


def test_nothing_is_imported_inside_a_function_to_get_round_a_wall() -> None:
    hidden = [
        shown(path, inner)
        for path in modules("motcua")
        if path.name != "apps.py"  # AppConfig.ready is where Django wants receivers imported
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def _imports(module: ast.Module) -> Iterator[tuple[ast.stmt, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node, "motcua" if node.level else node.module or ""
