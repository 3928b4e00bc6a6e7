"""Pages and reports read; only a service writes. By the tree, so that no reviewer has to remember it."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.source import ROOT, modules, shown, tree

WRITES = frozenset(
    {
        *("save", "create", "update", "delete", "bulk_create", "bulk_update"),
        *("get_or_create", "update_or_create", "asave", "acreate", "aupdate", "adelete", "raw"),
    }
)
# Sessions are the one thing the web keeps itself: Django's session engine lives there and calls verbs.
SESSION_ENGINE = "motcua/web/accounts/sessions.py"
FACTS = "motcua/services/dossiers/facts"
# Dicts that happen to have an `update`, by how they are written down.
DICTS = (".attrs", "context", "headers")


def _writes(folder: str) -> list[str]:
    return [
        f"{shown(path, node)} {ast.unparse(node.func)}"
        for path in modules(folder)
        if str(path.relative_to(ROOT)) != SESSION_ENGINE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in WRITES and not _is_harmless(node.func.value)
    ]


def _is_harmless(receiver: ast.expr) -> bool:
    return isinstance(receiver, ast.Dict) or ast.unparse(receiver).endswith(DICTS)


@pytest.mark.parametrize("folder", ["motcua/web", "motcua/reports"])
def test_nothing_here_writes_to_a_table(folder: str) -> None:
    assert _writes(folder) == []


def test_the_check_sees_a_write_where_there_is_one() -> None:
    """On the floor that does write, so that an empty answer above means something."""
    assert any("_write.py" in line for line in _writes("motcua/services/dossiers"))


def test_a_dossiers_row_changes_in_one_file_only() -> None:
    changing = {
        path.name
        for path in modules("motcua/services", "motcua/jobs")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in {"update", "bulk_update"}
        and ast.unparse(node.func.value).startswith("Dossier.objects")
        and not {keyword.arg for keyword in node.keywords} <= {"tallied_version"}
    }
    assert changing == {"_write.py"}


def test_facts_of_a_dossier_are_read_and_drawn_up_but_never_written() -> None:
    assert list(modules(FACTS)), "the check sees no file: has the folder moved?"
    assert _writes(FACTS) == []
