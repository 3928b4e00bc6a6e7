"""The two shapes of a register's file; both take rows slice by slice and are closed at the end."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import pikepdf
import xlsxwriter

from motcua.services.exports._rows import COLUMNS
from motcua.services.papers.set_register import set_register

_WIDTHS = (6, 26, 40, 6, 28, 40, 30, 16, 16, 16, 16, 16, 16, 12, 24)
# Whatever a citizen typed is a text: no formula, no link, no number that loses its leading zero.
_TEXTS_ONLY = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Writing(Protocol):
    """A file on the way; `close` gives its bytes, `drop` leaves nothing behind."""

    media_type: str

    def add(self, rows: Sequence[Sequence[str]]) -> None: ...
    def close(self) -> bytes: ...
    def drop(self) -> None: ...


class XlsxFile:
    """A workbook written row by row in a folder of its own, which goes with it."""

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def __init__(self, title: str, at: datetime) -> None:
        self._folder = TemporaryDirectory(prefix="motcua-export-")
        self._path = Path(self._folder.name) / "register.xlsx"
        self._book = xlsxwriter.Workbook(str(self._path), {**_TEXTS_ONLY, "tmpdir": self._folder.name})
        self._book.set_properties({"title": title, "created": at.replace(tzinfo=None)})
        self._sheet = self._book.add_worksheet("Sổ theo dõi hồ sơ")
        self._next = 0
        for column, width in enumerate(_WIDTHS):
            self._sheet.set_column(column, column, width)
        self._sheet.freeze_panes(1, 2)
        self.add([COLUMNS])

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        for row in rows:
            for column, text in enumerate(row):
                self._sheet.write_string(self._next, column, text)
            self._next += 1

    def close(self) -> bytes:
        self._book.close()
        content = self._path.read_bytes()
        self._folder.cleanup()
        return content

    def drop(self) -> None:
        self._folder.cleanup()


class PdfFile:
    """Sheets of A4 across, set slice by slice and bound together."""

    media_type = "application/pdf"

    def __init__(self, title: str, at: datetime) -> None:
        self._title, self._at = title, at
        self._bound = pikepdf.new()

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        before = len(self._bound.pages)
        sheets = set_register(rows, title=self._title, columns=COLUMNS, pages_before=before, at=self._at)
        with pikepdf.open(io.BytesIO(sheets)) as part:
            self._bound.pages.extend(part.pages)

    def close(self) -> bytes:
        whole = io.BytesIO()
        self._bound.save(whole, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        self._bound.close()
        return whole.getvalue()

    def drop(self) -> None:
        self._bound.close()


def new_file(kind: str, title: str, at: datetime) -> Writing:
    return XlsxFile(title, at) if kind == "xlsx" else PdfFile(title, at)
