"""Takes the private parts out of a PNG without touching the picture (ISO/IEC 15948 §11)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD".split()  # what the picture looks like
)


class BrokenPng(ValueError):
    """A chunk is cut off or its checksum does not fit."""


def stripped_png(content: bytes, orientation: int) -> bytes:
    """Without texts, times, EXIF, animation and whatever follows the picture."""
    if orientation != 1:
        content = _turned_upright(content)
    return _SIGNATURE + b"".join(chunk for kind, chunk in _chunks(content) if kind in _KEPT)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(kind, whole chunk) up to the end of the picture."""
    position, kind = len(_SIGNATURE), b""
    while kind != b"IEND":
        length = int.from_bytes(content[position : position + 4], "big")
        end = position + 12 + length
        kind = content[position + 4 : position + 8]
        checked = content[position + 4 : end - 4]
        if end > len(content) or zlib.crc32(checked) != int.from_bytes(content[end - 4 : end], "big"):
            raise BrokenPng
        yield kind, content[position:end]
        position = end


def _turned_upright(content: bytes) -> bytes:
    out = BytesIO()
    with Image.open(BytesIO(content), formats=("PNG",)) as image:
        ImageOps.exif_transpose(image).save(out, format="PNG")
    return out.getvalue()
