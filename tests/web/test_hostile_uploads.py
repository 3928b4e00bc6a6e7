"""Files with bad intentions or bad luck through every door: named with what to mend, nothing half kept."""

from __future__ import annotations

import base64
import json
import tracemalloc
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from motcua.records.dossiers.models import Dossier, Draft
from motcua.records.files.models import Document, StoredFile
from motcua.records.papers.models import Paper
from motcua.records.procedures.models import Procedure
from motcua.services.dossiers.request_supplement import request_supplement
from motcua.services.drafts.content import open_draft
from motcua.services.procedures.frozen import frozen_procedure
from tests.cast import Cast, bearer, signed_in_client
from tests.services.dossiers.steps import TUESDAY, complete, open_task, received
from tests.services.dossiers.test_request_supplement import PAPER
from tests.services.drafts.drafting import begun, ready
from tests.services.files import samples
from tests.trust_fixtures import house
from tests.web.api.conftest import filing, small_pdf
from tests.web.desk.test_intake_pages import PAGE as COUNTER
from tests.web.desk.test_intake_pages import filled_in
from tests.web.portal.conftest import words
from tests.web.reading import read_page

__all__ = ["filing", "house", "small_pdf"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db]

MEGABYTE = 1024 * 1024
GOOD = ("tốt.pdf", samples.pdf())
# The name it is sent under, its bytes, the name it is spoken of by.
HOSTILE: Mapping[str, tuple[str, bytes, str]] = {
    "empty": ("trống.pdf", b"", "trống.pdf"),
    "a program": ("giấy.pdf", b"MZ\x90\x00" + bytes(200), "giấy.pdf"),
    "encrypted": ("khoá.pdf", samples.pdf_with_password("x"), "khoá.pdf"),
    "cut off": ("cụt.pdf", samples.pdf()[:300], "cụt.pdf"),
    "JavaScript": ("js.pdf", samples.pdf_with_javascript(), "js.pdf"),
    "launching": ("chạy.pdf", samples.pdf_with_launch_in_an_annotation(), "chạy.pdf"),
    "a pixel flood": ("ảnh.png", samples.pixel_flood(), "ảnh.png"),
    "SVG": ("ảnh.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "ảnh.svg"),
    "HTML as a photo": ("ảnh.jpg", b"<html><script>alert(1)</script></html>", "ảnh.jpg"),
    "a bomb": ("đơn.docx", samples.docx_bomb(), "đơn.docx"),
    "a path": ("../../../etc/passwd.pdf", b"", "passwd.pdf"),
    "a path of Windows": ("C:\\Users\\Lan\\giấy.pdf", b"", "giấy.pdf"),
    "written backwards": ("giay\u202efdp.exe", b"MZ", "giayfdp.exe"),
    "decomposed": (unicodedata.normalize("NFD", "Giấy chứng nhận.pdf"), b"", "Giấy chứng nhận.pdf"),
    "markup": ('<img src=x onerror=alert(1) ">.pdf', b"", "img src=x onerror=alert(1)"),
    "a format": ("100%s %(name)s %.pdf", b"", "100%s %(name)s %.pdf"),
}
STRANGE_NAMES = {
    "../../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Users\\Lan\\giấy.pdf": "giấy.pdf",
    "gi\x00ấy.pdf": "giấy.pdf",
    "giấy\u202efdp.pdf": "giấyfdp.pdf",
    unicodedata.normalize("NFD", "Giấy chứng nhận.pdf"): "Giấy chứng nhận.pdf",
    "dài" * 100 + ".pdf": ("dài" * 100)[:196] + ".pdf",
    "giấy\r\nSet-Cookie: a=b.pdf": None,
    "<script>alert(1)<script>.pdf": None,
}


# ── Doors ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Door:
    """`send(files)` posts (name, bytes) pairs; the good one among refused ones stays where `keeps_good`."""

    send: Callable[[list[tuple[str, bytes]]], HttpResponse]
    typed: str = ""  # what must still stand on the page
    keeps_good: bool = False


def draft_door(cast: Cast) -> Door:
    draft = begun(cast)
    box = f"documents.{handed_over()}"
    browser = signed_in_client(cast.lan)
    return Door(lambda files: post(browser, f"/filing/{draft.pk}/documents/", box, files), keeps_good=True)


def supplement_door(cast: Cast) -> Door:
    dossier = received(cast)
    request_supplement(dossier=dossier, by=cast.dung, at=TUESDAY, items=[PAPER])
    page, box = f"/dossiers/{dossier.tracking_code}/supplement/", f"documents.{PAPER.requirement}"
    browser = signed_in_client(cast.lan)
    return Door(lambda files: post(browser, page, box, files))


def counter_door(cast: Cast) -> Door:
    typed, browser = filled_in(cast), signed_in_client(cast.dung)
    return Door(
        lambda files: post(browser, COUNTER, f"document-{handed_over()}", files, typed),
        typed="Nguyễn Thị Lan",
    )


def step_door(cast: Cast) -> Door:
    dossier = complete(cast, received(cast), steps=2)
    task = open_task(dossier)
    page = f"/desk/dossiers/{dossier.code}/tasks/{task.pk}/complete/"
    typed, browser = {"outcome": "approve", "note": "Đã đủ điều kiện."}, signed_in_client(cast.thu)
    return Door(lambda files: post(browser, page, "result", files, typed), typed="Đã đủ điều kiện.")


def release_door(cast: Cast) -> Door:
    dossier = complete(cast, received(cast))
    browser = signed_in_client(cast.dung)
    page = f"/desk/dossiers/{dossier.code}/release/"
    typed = {"way": "counter", "collector": "self", "shown": "receipt"}
    return Door(lambda files: post(browser, page, "result", files, typed))


def filing_call(cast: Cast, filing: Mapping[str, object], **headers: str) -> Door:
    def send(files: list[tuple[str, bytes]]) -> HttpResponse:
        documents = [{"requirement": handed_over(), **plain(*one)} for one in files]
        return call(cast, "lan", "dossiers", {**filing, "documents": documents}, **headers)

    return Door(send)


def release_call(cast: Cast) -> Door:
    dossier = complete(cast, received(cast))

    def send(files: list[tuple[str, bytes]]) -> HttpResponse:
        results = [{"requirement": "", **plain(*one)} for one in files]
        return call(cast, "dung", f"dossiers/{dossier.code}/release", {"way": "counter", "results": results})

    return Door(send)


DOORS: Mapping[str, Callable[..., Door]] = {
    "a draft": draft_door,
    "a supplement": supplement_door,
    "the counter": counter_door,
    "a step's result": step_door,
    "a release": release_door,
    "an API filing": filing_call,
    "an API filing, once": lambda cast, filing: filing_call(cast, filing, **{"Idempotency-Key": "k"}),
    "an API release": release_call,
}


@pytest.fixture(params=DOORS)
def door(request: pytest.FixtureRequest, house: Path, cast: Cast) -> Door:
    made = DOORS[request.param]
    needs_filing = "API filing" in request.param
    return made(cast, request.getfixturevalue("filing")) if needs_filing else made(cast)


def handed_over() -> str:
    """A requirement that files are given for."""
    frozen = frozen_procedure(Procedure.objects.get(code="1.004873").current_id)
    return next(one.key for one in frozen.requirements if one.is_handed_over)


def post(
    browser: Client, page: str, box: str, files: list[tuple[str, bytes]], typed: Mapping[str, str] = {}
) -> HttpResponse:
    """Multipart as a hostile browser writes it: Django's own test client would tidy the names."""
    pieces = [part(f'name="{name}"', value.encode()) for name, value in typed.items()]
    pieces += [part(f'name="{box}"; filename="{quoted(name)}"', content) for name, content in files]
    body = b"".join(pieces) + b"--grenze--\r\n"
    return browser.generic("POST", page, body, "multipart/form-data; boundary=grenze")


def part(disposition: str, content: bytes) -> bytes:
    head = f"--grenze\r\nContent-Disposition: form-data; {disposition}\r\n\r\n"
    return head.encode() + content + b"\r\n"


def quoted(name: str) -> str:
    """As browsers do: a quote or a line end cannot stand in the header."""
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")


def plain(name: str, content: bytes) -> dict[str, str]:
    return {"name": name, "content_base64": base64.b64encode(content).decode()}


def call(cast: Cast, who: str, path: str, body: object, **headers: str) -> HttpResponse:
    return Client().generic(
        "POST",
        f"/api/v1/{path}",
        json.dumps(body).encode(),
        "application/json",
        headers={**bearer(cast.accounts[who]), **headers},
    )


# ── What is counted ─────────────────────────────────────────────────────────────────────────────────────────


def kept() -> tuple[set[int], int, int]:
    """Stored files, documents, dossiers."""
    stored = set(StoredFile.objects.values_list("pk", flat=True))
    return stored, Document.objects.count(), Dossier.objects.count()


def loose_ends(house: Path) -> list[str]:
    """Bytes without a row, rows of real files without an owner."""
    on_disk = {path.relative_to(house / "files").as_posix() for path in house.glob("files/??/*")}
    rows = dict(StoredFile.objects.filter(path__contains="/").values_list("path", "pk"))
    owned = {
        *Document.objects.values_list("file", flat=True),
        *Paper.objects.values_list("file_id", flat=True),
    }
    return sorted(on_disk - set(rows)) + [path for path, pk in rows.items() if pk not in owned]


# ── Tests ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_hostile_file_is_named_with_what_to_do_and_nothing_is_half_kept(house: Path, door: Door) -> None:
    for what, (name, content, spoken) in HOSTILE.items():
        before = kept()
        answer = door.send([GOOD, (name, content)])
        said = answer.json()["title"] if "json" in answer["Content-Type"] else words(answer)
        assert answer.status_code in {200, 422}, what
        assert f"“{spoken}" in said, (what, said)
        assert "Hãy " in said
        assert door.typed in answer.content.decode()
        assert "<img src=x" not in answer.content.decode()
        assert loose_ends(house) == [], what
        assert door.keeps_good or kept() == before, what


def test_every_hostile_file_of_one_sending_is_named_in_a_draft(house: Path, cast: Cast) -> None:
    answer = draft_door(cast).send([(name, content) for name, content, _ in HOSTILE.values()])
    said = words(answer)
    assert all(f"“{spoken}" in said for _, _, spoken in HOSTILE.values())
    assert not Document.objects.exists()


def test_a_call_says_which_of_its_documents_is_meant(
    house: Path, cast: Cast, filing: dict[str, object]
) -> None:
    answer = filing_call(cast, filing).send([GOOD, ("giấy.pdf", b"MZ")])
    assert list(answer.json()["errors"]) == ["documents.1"]


@pytest.mark.parametrize("name", STRANGE_NAMES)
def test_a_strange_name_becomes_a_label_and_never_a_path(house: Path, cast: Cast, name: str) -> None:
    assert draft_door(cast).send([(name, GOOD[1])]).status_code == 302
    [paper] = Document.objects.all()
    assert STRANGE_NAMES[name] in {None, paper.name}
    assert unicodedata.is_normalized("NFC", paper.name)
    assert not set(paper.name) & set('/\\\x00\r\n\u202e<>"')
    assert len(paper.name) <= 204
    browser = signed_in_client(cast.lan)
    answer = browser.get(f"/filing/{paper.draft_id}/files/{paper.pk}/")
    assert b"".join(answer.streaming_content) == GOOD[1]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert browser.get(f"/filing/{paper.draft_id}/documents/").status_code == 200


def test_two_hundred_files_at_once_are_refused_in_words(house: Path, cast: Cast) -> None:
    answer = draft_door(cast).send([(f"{number}.pdf", b"%PDF") for number in range(200)])
    assert answer.status_code == 413
    assert read_page(answer.content.decode()).flaws() == []
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES == 100
    assert "nhiều nhất 100 tệp" in words(answer)
    assert not StoredFile.objects.exists()


def test_beyond_forty_files_it_is_said_once(house: Path, cast: Cast) -> None:
    answer = draft_door(cast).send([(f"{number}.pdf", GOOD[1]) for number in range(45)])
    assert words(answer).count("nhiều nhất 40 tệp") == 2  # in the summary and at the box
    assert Document.objects.count() == 40
    assert loose_ends(house) == []


def test_a_file_beyond_the_limit_is_refused_without_lying_in_memory(house: Path, cast: Cast) -> None:
    draft = ready(cast)
    before = open_draft(draft)
    box = f"documents.{handed_over()}"
    browser = signed_in_client(cast.lan)
    head = part(f'name="{box}"; filename="to.pdf"', b"%PDF-1.7\n").removesuffix(b"\r\n")
    body = Flow([head, 51 * MEGABYTE, b"\r\n--grenze--\r\n"])
    tracemalloc.start()
    try:
        answer = browser.request(
            REQUEST_METHOD="POST",
            PATH_INFO=f"/filing/{draft.pk}/documents/",
            CONTENT_TYPE="multipart/form-data; boundary=grenze",
            CONTENT_LENGTH=str(body.length),
            **{"wsgi.input": body},
        )
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "“to.pdf” nặng 52 MB, quá 50 MB" in words(answer)
    assert peak < 12 * MEGABYTE
    assert open_draft(Draft.objects.get(pk=draft.pk)) == before


def test_a_sending_that_would_fill_the_disk_is_refused_before_it_is_read(db: None) -> None:
    """A stranger's too: the sign-in page reads forms before it knows who sends them."""
    browser = Client(enforce_csrf_checks=True)
    browser.get("/account/sign-in/")
    body = Flow([part('name="x"; filename="x.pdf"', b"%PDF").removesuffix(b"\r\n"), 600 * MEGABYTE])
    answer = browser.request(
        REQUEST_METHOD="POST",
        PATH_INFO="/account/sign-in/",
        CONTENT_TYPE="multipart/form-data; boundary=grenze",
        CONTENT_LENGTH=str(body.length),
        **{"wsgi.input": body},
    )
    assert answer.status_code == 413
    assert "tất cả nhiều nhất 500 MB" in words(answer)
    assert body.given < MEGABYTE


class Flow:
    """A body that comes as it is read; a number among the pieces stands for that many bytes."""

    def __init__(self, pieces: list[bytes | int]) -> None:
        self.length = sum(piece if isinstance(piece, int) else len(piece) for piece in pieces)
        self.ahead, self.left, self.given = self._flow(pieces), b"", 0

    def read(self, size: int = -1) -> bytes:
        while len(self.left) < size and (more := next(self.ahead, b"")):
            self.left += more
        given, self.left = self.left[:size], self.left[size:]
        self.given += len(given)
        return given

    def readline(self) -> bytes:
        return b""  # the test client's handler drains with it

    def _flow(self, pieces: list[bytes | int]) -> Iterator[bytes]:
        for piece in pieces:
            if isinstance(piece, bytes):
                yield piece
                continue
            for _ in range(piece // 65536):
                yield bytes(65536)
