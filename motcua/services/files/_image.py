"""Pictures: small enough to open, whole, and freed of what the camera wrote about place and owner."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from motcua.services.files._jpeg import BrokenJpeg, stripped_jpeg
from motcua.services.files._png import BrokenPng, stripped_png
from motcua.services.files._refusals import not_taken

MOST_PIXELS = 64_000_000
# Pillow's own limit speaks up before we could say how large the picture is; ours stands before any decoding.
Image.MAX_IMAGE_PIXELS = None
_ORIENTATION = 0x0112


def clean_jpeg(stream: BinaryIO, name: str) -> BinaryIO:
    """The same picture, bit for bit, without EXIF (but its orientation), comments and any tail."""
    orientation = _checked(stream, name, ("JPEG", "MPO"))
    stream.seek(0)
    try:
        return BytesIO(stripped_jpeg(stream.read(), orientation))
    except BrokenJpeg:
        raise not_taken("file_corrupt", name) from None


def clean_png(stream: BinaryIO, name: str) -> BinaryIO:
    """The same picture without texts, times and EXIF; turned upright where EXIF said it lies."""
    orientation = _checked(stream, name, ("PNG",))
    stream.seek(0)
    try:
        return BytesIO(stripped_png(stream.read(), orientation))
    except BrokenPng:
        raise not_taken("file_corrupt", name) from None


def _checked(stream: BinaryIO, name: str, formats: tuple[str, ...]) -> int:
    """The orientation (1–8) of a picture that opens whole; raises NotDone otherwise."""
    stream.seek(0)
    try:
        with Image.open(stream, formats=formats) as image:
            _check_size(image, name)
            orientation = int(image.getexif().get(_ORIENTATION, 1))
            # An eighth of a JPEG is as good a proof that it is whole, at a sixty-fourth of the memory.
            image.draft(image.mode, (max(1, image.width // 8), max(1, image.height // 8)))
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise not_taken("file_corrupt", name) from None
    return orientation if 1 <= orientation <= 8 else 1


def _check_size(image: Image.Image, name: str) -> None:
    if image.width * image.height > MOST_PIXELS:
        sizes = {"width": image.width, "height": image.height, "limit": MOST_PIXELS // 1_000_000}
        raise not_taken("image_too_many_pixels", name, **sizes)
