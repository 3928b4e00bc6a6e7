"""Reads a CSV file that somebody hands to a command: every row complete, every column named."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from motcua.kit.errors import Unusable


def read_csv(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows (UTF-8, with or without a byte order mark) by column; `columns` must be there, more may be.

    Raises Unusable naming file and line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = [name.strip() for name in next(reader, [])]
            _check_header(path, header, columns)
            return [_row(path, reader.line_num, header, cells) for cells in reader if cells]
    except OSError as error:
        raise Unusable(f"{path} cannot be opened: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Unusable(f"{path} is not UTF-8; save it as UTF-8") from None
    except csv.Error as error:
        raise Unusable(f"{path} is not CSV: {error} at line {reader.line_num}") from None


def _check_header(path: Path, header: list[str], columns: Sequence[str]) -> None:
    if missing := [name for name in columns if name not in header]:
        raise Unusable(f"{path} lacks the column {missing[0]}; its first line must name {','.join(columns)}")
    if len(set(header)) < len(header):
        raise Unusable(f"{path} names a column twice in its first line; keep one")


def _row(path: Path, line: int, header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(header):
        raise Unusable(
            f"{path} line {line} has {len(cells)} cells, its first line names {len(header)} columns"
        )
    return dict(zip(header, cells, strict=True))
