"""The kinds of file that are taken in, and how each is recognised."""

from __future__ import annotations

from dataclasses import dataclass

import filetype

from motcua.kit.words import N_


@dataclass(frozen=True, slots=True)
class FileType:
    """`extensions`: the first is the one we give; `name` is what people call it."""

    media_type: str
    extensions: tuple[str, ...]
    name: str


PDF = FileType("application/pdf", (".pdf",), N_("tệp PDF"))
JPEG = FileType("image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"), N_("ảnh JPEG"))
PNG = FileType("image/png", (".png",), N_("ảnh PNG"))
DOCX = FileType(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    (".docx",),
    N_("văn bản Word"),
)
XLSX = FileType(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",), N_("bảng tính Excel")
)
TYPES = (PDF, JPEG, PNG, DOCX, XLSX)

# What `signature_of` answers besides an allowed type's media type.
ZIP, OLD_OFFICE, HEIC = "application/zip", "application/x-ole-storage", "image/heic"
HEAD = 4096

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def signature_of(head: bytes) -> str:
    """The media type that the first bytes speak of, empty where they say nothing we know.

    Word and Excel files are zip archives: which of them it is, their content tells.
    """
    if head.startswith(_OLE):
        return OLD_OFFICE
    if head.startswith(b"PK\x03\x04"):
        return ZIP
    guessed = str(filetype.guess_mime(head) or "")
    return HEIC if guessed in {"image/heic", "image/heif", "image/avif"} else guessed


def type_by_extension(name: str) -> FileType | None:
    extension = extension_of(name)
    return next((kind for kind in TYPES if extension in kind.extensions), None)


def type_by_media(media_type: str) -> FileType | None:
    return next((kind for kind in TYPES if kind.media_type == media_type), None)


def extension_of(name: str) -> str:
    """`.pdf` of `Giấy.PDF`; empty where there is none."""
    stem, dot, extension = name.rpartition(".")
    return f".{extension.lower()}" if dot and stem and extension.isalnum() else ""
