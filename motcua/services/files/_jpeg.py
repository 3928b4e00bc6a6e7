"""Takes the private parts out of a JPEG without touching the picture (ISO/IEC 10918-1 Annex B)."""

from __future__ import annotations

_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_APP0, _APP2, _APP14, _APP15 = 0xE0, 0xE2, 0xEE, 0xEF
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length


class BrokenJpeg(ValueError):
    """The segments do not lead to an end of image."""


def stripped_jpeg(content: bytes, orientation: int) -> bytes:
    """Without EXIF, XMP, other APPn, comments and whatever follows the picture; `orientation` 1–8 is kept.

    JFIF, colour profiles and Adobe's colour transform stay: the picture would look different without.
    """
    if content[:2] != b"\xff\xd8":
        raise BrokenJpeg
    kept = [b"\xff\xd8"]
    if orientation != 1:
        kept.append(_orientation_segment(orientation))
    position = 2
    while True:
        marker, start = _next_marker(content, position)
        if marker == _EOI:
            return b"".join([*kept, b"\xff\xd9"])
        position = _end_of_segment(content, marker, start)
        if marker == _SOS:
            position = _end_of_scan(content, position)
        if _is_kept(marker, content[start:position]):
            kept.append(b"\xff" + bytes([marker]) + content[start:position])


def _next_marker(content: bytes, position: int) -> tuple[int, int]:
    """The marker at `position` and where its segment's length stands; fill bytes are passed over."""
    if content[position : position + 1] != b"\xff":
        raise BrokenJpeg
    while content[position : position + 1] == b"\xff":
        position += 1
    if position >= len(content):
        raise BrokenJpeg
    return content[position], position + 1


def _end_of_segment(content: bytes, marker: int, start: int) -> int:
    if marker in _ALONE:
        return start
    length = int.from_bytes(content[start : start + 2], "big")
    if length < 2 or start + length > len(content):
        raise BrokenJpeg
    return start + length


def _end_of_scan(content: bytes, position: int) -> int:
    """Where the entropy-coded data ends: at the first marker that is neither stuffing nor a restart."""
    while True:
        position = content.find(b"\xff", position)
        if position < 0 or position + 1 >= len(content):
            raise BrokenJpeg
        following = content[position + 1]
        if following != 0x00 and following not in _ALONE and following != 0xFF:
            return position
        position += 1 if following == 0xFF else 2


def _is_kept(marker: int, segment: bytes) -> bool:
    if marker == _APP2:
        return segment[2:].startswith(b"ICC_PROFILE\0")
    if _APP0 <= marker <= _APP15:
        return marker in {_APP0, _APP14}
    return marker != _COM


def _orientation_segment(orientation: int) -> bytes:
    """An EXIF segment that says nothing but which way is up."""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + orientation.to_bytes(2, "big") + b"\x00\x00"
    body = b"Exif\0\0" + b"MM\x00\x2a\x00\x00\x00\x08" + b"\x00\x01" + entry + b"\x00\x00\x00\x00"
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
