"""The form beside the papers: which paper is shown, how, and to whom."""

from __future__ import annotations

import io

import pytest
from django.http import HttpResponse
from PIL import Image

from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import Document
from motcua.records.journal.models import Entry
from motcua.services.files.store_file import store_file
from tests.cast import MONDAY, Cast, filed, signed_in_client, stored_file
from tests.web.desk.conftest import address, look
from tests.web.desk.test_dossier_page import blank_pdf


def picture() -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", (40, 60)).save(stream, "PNG")
    return stream


def given(dossier: Dossier, name: str, content: io.BytesIO, *, is_result: bool = False) -> Document:
    return Document.objects.create(
        dossier=dossier,
        name=name,
        file=store_file(content=content, name=name, at=MONDAY).file,
        given_at=MONDAY,
        is_result=is_result,
    )


def read(cast: Cast, dossier: Dossier, shown: object = "") -> HttpResponse:
    return signed_in_client(cast.dung).get(address(dossier, "reading"), {"show": shown})


def test_the_form_stands_beside_the_first_paper(cast: Cast) -> None:
    page = look(cast.dung, address(filed(cast), "reading"))
    assert "044190000017" in page
    assert ".pdf" in page


def test_a_picture_can_be_zoomed_and_turned(cast: Cast) -> None:
    dossier = filed(cast)
    one = given(dossier, "cccd.png", picture())
    page = read(cast, dossier, one.pk).content.decode()
    assert f'<img src="/desk/files/{one.pk}/"' in page
    assert "data-turn=" in page
    assert "data-zoom=" in page
    assert "<iframe" not in page


def test_a_pdf_stands_in_a_frame_that_only_our_own_pages_may_make(cast: Cast) -> None:
    dossier = filed(cast)
    one = given(dossier, "đơn.pdf", blank_pdf())
    assert (
        f'<iframe class="frame" src="/desk/files/{one.pk}/#' in read(cast, dossier, one.pk).content.decode()
    )
    answer = signed_in_client(cast.dung).get(f"/desk/files/{one.pk}/")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in read(cast, dossier)["Content-Security-Policy"]


def test_what_a_browser_cannot_show_is_offered_for_download(cast: Cast) -> None:
    dossier = filed(cast)
    file = stored_file("to-khai")
    file.media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    file.save()
    one = Document.objects.create(dossier=dossier, name="tờ khai.docx", file=file, given_at=MONDAY)
    page = read(cast, dossier, one.pk).content.decode()
    assert "<iframe" not in page
    assert "để tải về" in page


def test_one_goes_from_paper_to_paper_with_the_results_last(cast: Cast) -> None:
    dossier = filed(cast)
    result = given(dossier, "kết quả.pdf", blank_pdf(), is_result=True)
    late = given(dossier, "cccd.png", picture())
    middle = read(cast, dossier, late.pk).content.decode()
    assert f'href="?show={result.pk}" data-key="]"' in middle
    assert 'data-key="["' in middle
    last = read(cast, dossier, result.pk).content.decode()
    assert 'data-key="]"' not in last


@pytest.mark.parametrize("shown", ["0", "-1", "9" * 40, "٣", "<script>"])
def test_a_paper_that_is_none_of_the_dossiers_shows_the_first(cast: Cast, shown: str) -> None:
    answer = read(cast, filed(cast), shown)
    assert answer.status_code == 200
    assert b'data-key="["' not in answer.content


def test_a_replaced_paper_is_not_shown(cast: Cast) -> None:
    dossier = filed(cast)
    one = given(dossier, "cũ.png", picture())
    Document.objects.filter(pk=one.pk).update(replaced_at=MONDAY)
    assert "cũ.png" not in read(cast, dossier).content.decode()


def test_reading_so_is_journalled_and_kept_from_others(cast: Cast) -> None:
    dossier = filed(cast)
    read(cast, dossier)
    entry = Entry.objects.get(stream=f"account:{cast.dung.pk}", kind="personal_data.read")
    assert entry.data["dossiers"] == [dossier.pk]
    assert signed_in_client(cast.tam).get(address(dossier, "reading")).status_code == 404
