"""services/files/inspect_upload: what is taken in, what is not, and how people are told."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageOps

from motcua.services.errors import NotDone
from motcua.services.files import _image
from motcua.services.files import inspect_upload as module
from motcua.services.files.inspect_upload import Inspected, inspect_upload
from motcua.services.files.names import clean_file_name
from tests.services.files import samples


def _inspect(content: bytes, name: str) -> Inspected:
    return inspect_upload(BytesIO(content), name)


def _refusal(content: bytes, name: str) -> NotDone:
    with pytest.raises(NotDone) as caught:
        _inspect(content, name)
    return caught.value


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (samples.pdf(), "Giấy chứng sinh.PDF", "application/pdf"),
        (samples.photo(), "anh.jpeg", "image/jpeg"),
        (samples.photo(progressive=True), "anh.jpg", "image/jpeg"),
        (samples.picture(), "anh.png", "image/png"),
        (samples.docx(), "don.docx", module.type_by_extension("a.docx").media_type),
        (samples.xlsx(), "bang.xlsx", module.type_by_extension("a.xlsx").media_type),
    ],
)
def test_the_five_kinds_are_taken_in(content: bytes, name: str, media_type: str) -> None:
    taken = _inspect(content, name)
    assert (taken.name, taken.media_type) == (name, media_type)
    assert taken.stream.read(4)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "trong.pdf", "file_empty"),
        (b"MZ\x90\x00" + bytes(200), "giay.pdf", "file_disguised"),
        (samples.photo(), "giay.pdf", "file_disguised"),
        (samples.pdf(), "anh.jpg", "file_disguised"),
        (samples.docx(), "bang.xlsx", "file_disguised"),
        (samples.archive({"a.txt": b"a"}), "don.docx", "file_disguised"),
        (samples.archive({"a.txt": b"a"}), "tep.zip", "file_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "anh.svg", "file_type"),
        (b"<html><script>1</script></html>", "trang.html", "file_type"),
        (b"<html>%PDF-1.4", "giay.pdf", "file_disguised"),
        (samples.pdf(), "giay.exe", "file_type"),
        (samples.pdf_with_password("123"), "luong.pdf", "file_encrypted"),
        (samples.pdf()[:-200], "cut.pdf", "file_corrupt"),
        (samples.pdf(pages=0), "khong-trang.pdf", "file_corrupt"),
        (samples.pdf_with_javascript(), "js.pdf", "pdf_active"),
        (samples.pdf_with_launch_in_an_annotation(), "launch.pdf", "pdf_active"),
        (samples.pdf_with_attachment(), "kem.pdf", "pdf_active"),
        (samples.photo()[:-900], "cut.jpg", "file_corrupt"),
        (samples.picture()[:-300], "cut.png", "file_corrupt"),
        (samples.pixel_flood(), "to.png", "image_too_many_pixels"),
        (samples.pixel_flood(9_000), "to.png", "image_too_many_pixels"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(100), "IMG_1.HEIC", "file_heic"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "cu.docx", "file_old_office"),
        (samples.docx_bomb(), "bom.docx", "office_bomb"),
        (samples.docx(**{"word/vbaProject.bin": b"x"}), "macro.docx", "office_active"),
        (samples.docx()[:-30], "cut.docx", "file_corrupt"),
        (samples.docx(**{"a.rels": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "xxe.docx", "file_corrupt"),
    ],
)
def test_everything_else_is_refused_with_its_own_reason(content: bytes, name: str, code: str) -> None:
    refused = _refusal(content, name).refused
    assert refused.code == code
    assert name in str(refused)
    assert "Hãy" in str(refused)


def test_a_template_fetched_from_outside_is_refused_and_a_plain_link_is_not() -> None:
    there = b'<Relationship Id="r" Type="http://x/%s" Target="http://xau.vn/" TargetMode="External"/>'
    template = samples.docx(
        **{"word/_rels/document.xml.rels": samples.RELATIONS % (there % b"attachedTemplate")}
    )
    link = samples.docx(**{"word/_rels/document.xml.rels": samples.RELATIONS % (there % b"hyperlink")})
    assert _refusal(template, "mau.docx").refused.code == "office_active"
    assert _inspect(link, "mau.docx").name == "mau.docx"


def test_a_pdf_that_only_forbids_copying_can_be_read_and_is_taken() -> None:
    assert _inspect(samples.pdf_with_password(""), "luong.pdf").media_type == "application/pdf"


def test_too_large_a_file_says_how_large_and_how_much_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 1024 * 1024)
    refused = _refusal(bytes(1024 * 1024 + 1), "lon.pdf").refused
    assert (refused.code, refused.params["size"], refused.params["limit"]) == ("file_too_large", 2, 1)


def test_a_name_without_an_extension_gets_the_right_one() -> None:
    assert _inspect(samples.pdf(), "giay khai sinh").name == "giay khai sinh.pdf"


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("saving", [{}, {"progressive": True}, {"quality": 30, "restart_marker_rows": 1}])
def test_a_photo_keeps_its_picture_and_its_way_up_and_loses_place_and_owner(
    orientation: int, saving: dict[str, object]
) -> None:
    sent = samples.photo(orientation=orientation, **saving) + b"PK\x03\x04 something after the end"
    kept = _inspect(sent, "anh.jpg").stream.read()
    with Image.open(BytesIO(sent)) as before, Image.open(BytesIO(kept)) as after:
        assert after.getexif().get(0x0112, 1) == orientation
        assert dict(after.getexif()) in ({}, {0x0112: orientation})
        assert not after.getexif().get_ifd(0x8825)
        assert before.tobytes() == after.tobytes()
    assert b"nha rieng" not in kept
    assert kept.endswith(b"\xff\xd9")


def test_a_photo_keeps_its_colours() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = _inspect(samples.photo(icc_profile=profile), "anh.jpg").stream
    with Image.open(kept) as after:
        assert after.info["icc_profile"] == profile


def test_a_png_is_turned_upright_and_loses_its_exif() -> None:
    sent = samples.picture(orientation=6)
    kept = _inspect(sent, "anh.png").stream.read()
    with Image.open(BytesIO(sent)) as before, Image.open(BytesIO(kept)) as after:
        assert after.tobytes() == ImageOps.exif_transpose(before).tobytes()
        assert not dict(after.getexif())


def test_a_large_photo_is_within_the_limit() -> None:
    assert _image.MOST_PIXELS > 50_000_000


@pytest.mark.parametrize(
    ("sent", "label"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\C:\\giay.pdf", "giay.pdf"),
        ("%2e%2e%2fgiay.pdf", "giay.pdf"),
        ("giay\u202efdp.exe", "giayfdp.exe"),
        ("a\x00b\r\n.pdf", "a b .pdf"),
        ("", "tep"),
        ("  .pdf ", "pdf"),
        ("Nguyễn.pdf", "Nguyễn.pdf"),
        ("x" * 10_000 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_is_only_a_label(sent: str, label: str) -> None:
    assert clean_file_name(sent) == label
