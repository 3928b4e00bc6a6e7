"""Sets some hundred rows of Mẫu 06, the register, as A4 sheets across (TT 01/2018 Art. 9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from motcua.services.papers._typst import set_sheet


def set_register(
    rows: Sequence[Sequence[str]], *, title: str, columns: Sequence[str], pages_before: int, at: datetime
) -> bytes:
    """The PDF of these rows; its pages are numbered on from `pages_before`."""
    data = {
        "title": title,
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        "pages_before": pages_before,
    }
    return set_sheet("register", data, at=at)
