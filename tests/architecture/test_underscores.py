"""What begins with an underscore is a room's own affair: others use the room's open names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import ROOT, modules, shown, tree


def test_no_room_reaches_into_another_ones_private_modules() -> None:
    reaching = [
        f"{shown(path, node)} imports {name}"
        for path in modules("motcua", "config")
        for node, name in _imported(path)
        if _is_private(name) and not _is_at_home(path, name)
    ]
    assert reaching == []


def test_the_check_sees_a_private_module_where_it_is_imported_at_home() -> None:
    """So that an empty answer above means something."""
    receive = ROOT / "motcua/services/dossiers/receive.py"
    private = {name for _, name in _imported(receive) if _is_private(name)}
    assert "motcua.services.dossiers._write.write_dossier" in private
    assert not _is_at_home(ROOT / "motcua/web/desk/page.py", "motcua.services.dossiers._write.write_dossier")


def _imported(path: Path) -> Iterator[tuple[ast.stmt, str]]:
    """Everything of ours that the file imports, by its full name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node, one.name) for one in node.names if one.name.startswith("motcua."))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("motcua"):
            yield from ((node, f"{node.module}.{one.name}") for one in node.names)


def _is_private(name: str) -> bool:
    return any(part.startswith("_") for part in name.split("."))


def _is_at_home(path: Path, name: str) -> bool:
    """Whether the file stands in the folder that the underscore closes."""
    parts = name.split(".")
    closed = next(index for index, part in enumerate(parts) if part.startswith("_"))
    return path.is_relative_to(ROOT.joinpath(*parts[:closed]))
