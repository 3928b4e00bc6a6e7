"""Files as citizens send them, and as somebody with bad intentions does; all made here, none downloaded."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import pikepdf
from PIL import Image

CONTENT_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
)
RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b"%s</Relationships>"
)


def pdf(pages: int = 2, **saving: object) -> bytes:
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        return _saved(made, **saving)


def pdf_with_javascript() -> bytes:
    with pikepdf.new() as made:
        made.add_blank_page()
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        return _saved(made)


def pdf_with_launch_in_an_annotation() -> bytes:
    with pikepdf.new() as made:
        made.add_blank_page()
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"),
        )
        made.pages[0].Annots = pikepdf.Array([link])
        return _saved(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def pdf_with_attachment() -> bytes:
    with pikepdf.new() as made:
        made.add_blank_page()
        made.attachments["virus.exe"] = b"MZ"
        return _saved(made)


def pdf_with_password(user: str) -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="chủ", user=user))


def photo(*, orientation: int = 6, width: int = 320, height: int = 200, **saving: object) -> bytes:
    """A JPEG as a phone writes it: place, maker, orientation."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "ĐIỆN THOẠI CỦA AN"
    exif.get_ifd(0x8825)[2] = (17.0, 28.0, 5.0)
    image = Image.effect_noise((width, height), 60).convert("RGB")
    out = BytesIO()
    image.save(out, format="JPEG", exif=exif, comment=b"nha rieng", **saving)
    return out.getvalue()


def picture(*, orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = BytesIO()
    Image.effect_noise((64, 40), 60).save(out, format="PNG", exif=exif)
    return out.getvalue()


def pixel_flood(side: int = 30_000) -> bytes:
    """A PNG of a few bytes that says it is 30,000 × 30,000."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def docx(**parts: bytes) -> bytes:
    return archive({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": b"<w/>", **parts})


def xlsx() -> bytes:
    return archive({"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": b"<w/>"})


def docx_bomb() -> bytes:
    return docx(**{"word/media/zeros.bin": bytes(60 * 1024 * 1024)})


def archive(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def _saved(made: pikepdf.Pdf, **saving: object) -> bytes:
    out = BytesIO()
    made.save(out, **saving)
    return out.getvalue()
