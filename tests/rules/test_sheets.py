"""The sheets handed over, by kind."""

from __future__ import annotations

import pytest

from motcua.rules.sheets import Sheets, read_sheets, written_sheets


def test_an_older_dossiers_bare_count_is_read_and_written_as_it_was() -> None:
    assert read_sheets(3) == Sheets(unsorted=3)
    assert written_sheets(read_sheets(3)) == 3


@pytest.mark.parametrize(
    "sheets", [Sheets(1, 2, 3), Sheets(originals=1), Sheets(copies=2, unsorted=1), Sheets()]
)
def test_what_is_written_reads_back_the_same(sheets: Sheets) -> None:
    assert read_sheets(written_sheets(sheets)) == sheets


def test_all_kinds_count_together() -> None:
    assert Sheets(originals=1, certified=2, copies=3, unsorted=4).total == 10
