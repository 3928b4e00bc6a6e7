"""The shipped index sets as the tests use them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from motcua.rules.index_sets import IndexSet, read_index_set

FOLDER = Path(__file__).parents[2] / "province" / "quang-binh" / "rulebook" / "index-sets"


def document(code: str = "quang-binh-1902") -> dict[str, Any]:
    """The parsed file, fresh for each caller to spoil."""
    parsed: dict[str, Any] = json.loads((FOLDER / f"{code}.json").read_text("utf-8"))
    return parsed


def index_set(code: str = "quang-binh-1902", **changes: object) -> IndexSet:
    """A shipped set, with some of its choices made otherwise."""
    return read_index_set({**document(code), **changes})
