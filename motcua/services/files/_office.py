"""Word and Excel files are zip archives: looked over before anything is unpacked, then read to the end."""

from __future__ import annotations

import zipfile
import zlib
from typing import BinaryIO

import defusedxml
from defusedxml.ElementTree import ParseError, fromstring

from motcua.services.files._refusals import not_taken
from motcua.services.files._types import DOCX, XLSX, FileType

MOST_PARTS = 3000
LARGEST_UNPACKED = 200 * 1024 * 1024
_STEEPEST = 200  # unpacked ÷ packed of one part; plain XML stays well below
_SMALL = 1024 * 1024  # below this no ratio is suspicious
_BLOCK = 64 * 1024
_MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_ENCRYPTED_FLAG = 0x1


class _TooMuch(Exception):
    """More comes out of the archive than it said."""


def check_office(stream: BinaryIO, name: str) -> FileType | None:
    """Which of Word and Excel it is, None for another archive; raises NotDone for bombs, macros, damage."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            kind = _kind(archive)
            if kind is None:
                return None
            _check_parts(archive, name)
            _read_through(archive)
            if _is_active(archive):
                raise not_taken("office_active", name)
    except _TooMuch:
        raise not_taken("office_bomb", name) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, ParseError, defusedxml.DefusedXmlException):
        raise not_taken("file_corrupt", name) from None
    except (NotImplementedError, UnicodeDecodeError, ValueError, OSError, RuntimeError):
        raise not_taken("file_corrupt", name) from None
    stream.seek(0)
    return kind


def _kind(archive: zipfile.ZipFile) -> FileType | None:
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)


def _check_parts(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise not_taken("file_encrypted", name)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise _TooMuch
    if any(part.file_size > max(_SMALL, _STEEPEST * part.compress_size) for part in parts):
        raise _TooMuch


def _read_through(archive: zipfile.ZipFile) -> None:
    """Proves every part whole (its checksum) and no larger than it says."""
    left = LARGEST_UNPACKED
    for part in archive.infolist():
        with archive.open(part) as content:
            while block := content.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise _TooMuch


def _is_active(archive: zipfile.ZipFile) -> bool:
    names = archive.namelist()
    if any("vbaproject" in part.lower() or "/embeddings/" in part.lower() for part in names):
        return True
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        return True
    return any(_reaches_out(archive.read(part)) for part in names if part.endswith(".rels"))


def _reaches_out(relations: bytes) -> bool:
    """Whether something is fetched from outside; a plain link that a reader must click is no harm."""
    return any(
        relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith("/hyperlink")
        for relation in fromstring(relations)
    )
