"""Looks an uploaded file over before it is taken in: its content decides what it is, not its name.

TT 01/2018 Art. 5 lets people send electronic copies; the list of kinds and the limits are ours.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import BinaryIO

from motcua.services.files._image import clean_jpeg, clean_png
from motcua.services.files._office import check_office
from motcua.services.files._pdf import check_pdf
from motcua.services.files._refusals import not_taken
from motcua.services.files._types import (
    HEAD,
    HEIC,
    JPEG,
    OLD_OFFICE,
    PDF,
    PNG,
    ZIP,
    FileType,
    extension_of,
    signature_of,
    type_by_extension,
    type_by_media,
)
from motcua.services.files.names import clean_file_name

LARGEST = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file fit to be kept: `stream` stands at its start and holds no camera data any more."""

    name: str
    media_type: str
    stream: BinaryIO


def inspect_upload(stream: BinaryIO, name: str) -> Inspected:
    """`stream` is seekable; raises NotDone with what is wrong and how to mend it."""
    label = clean_file_name(name)
    _check_size(stream, label)
    stream.seek(0)
    signature = signature_of(stream.read(HEAD))
    _refuse_known_strangers(signature, label)
    kind = check_office(stream, label) if signature == ZIP else type_by_media(signature)
    said = type_by_extension(label)
    if kind is None and said is None:
        raise not_taken("file_type", label)
    if kind is None or (said is not kind and extension_of(label)):
        raise _disguised(label, said, kind)
    return Inspected(_with_extension(label, kind), kind.media_type, _cleaned(stream, label, kind))


def _check_size(stream: BinaryIO, name: str) -> None:
    size = stream.seek(0, os.SEEK_END)
    if size == 0:
        raise not_taken("file_empty", name)
    if size > LARGEST:
        megabytes = -(-size // (1024 * 1024))
        raise not_taken("file_too_large", name, size=megabytes, limit=LARGEST // (1024 * 1024))


def _refuse_known_strangers(signature: str, name: str) -> None:
    if signature == HEIC:
        raise not_taken("file_heic", name)
    if signature == OLD_OFFICE:
        raise not_taken("file_old_office", name)


def _disguised(name: str, said: FileType | None, found: FileType | None) -> Exception:
    if said is None:
        return not_taken("file_type", name)
    return not_taken("file_disguised", name, said=said.name, found=f" ({found.name})" if found else "")


def _with_extension(name: str, kind: FileType) -> str:
    return name if extension_of(name) in kind.extensions else f"{name}{kind.extensions[0]}"


def _cleaned(stream: BinaryIO, name: str, kind: FileType) -> BinaryIO:
    if kind is JPEG:
        return clean_jpeg(stream, name)
    if kind is PNG:
        return clean_png(stream, name)
    if kind is PDF:
        check_pdf(stream, name)
    stream.seek(0)
    return stream
