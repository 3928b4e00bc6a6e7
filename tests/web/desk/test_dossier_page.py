"""A dossier on one screen, its papers and files."""

from __future__ import annotations

import io

import pikepdf
from django.urls import reverse

from motcua.records.files.models import Document
from motcua.records.journal.models import Entry
from motcua.records.papers.models import Paper
from motcua.services.dossiers.facts.content import open_content
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.dossiers.supplement import supplement_dossier
from motcua.services.files.store_file import store_file
from tests.cast import MONDAY, Cast, filed, signed_in_client
from tests.services.dossiers.steps import NINE, TUESDAY, received
from tests.services.dossiers.steps import complete as walk
from tests.web.desk.conftest import address, look, press


def blank_pdf() -> io.BytesIO:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream)
    return stream


def test_the_page_shows_the_form_the_papers_and_why_the_day(cast: Cast) -> None:
    page = look(cast.dung, address(received(cast)))
    for shown in ("Nguyễn Thị Lan", "044190000017", "Vì sao hẹn ngày này?", "Hồ sơ đang ở đâu", "Mẫu 01"):
        assert shown in page


def test_the_declaration_is_there_as_the_form_with_a_link_to_it(cast: Cast) -> None:
    dossier = filed(cast)
    page = signed_in_client(cast.dung).get(address(dossier)).content.decode()
    line = page[page.index("Tờ khai cấp Giấy xác nhận") :].partition("</li>")[0]
    assert 'href="#form"' in line
    assert "chưa có tệp" not in line
    assert 'id="form"' in page


def test_what_the_applicant_corrected_stands_beside_what_it_was(cast: Cast) -> None:
    dossier = filed(cast)
    request_supplement(
        dossier=dossier, by=cast.dung, at=NINE, items=[AskedItem("form", "wrong", "Sửa họ tên.")]
    )
    form = {**open_content(dossier).form, "name": "Nguyễn Thị Lán"}
    supplement_dossier(dossier=dossier, by=cast.lan, at=TUESDAY, documents=[], form=form)
    page = look(cast.dung, address(dossier))
    assert f"Nguyễn Thị Lán trước khi sửa: {open_content(filed(cast)).form['name']}" in page
    assert page.count("trước khi sửa") == 1


def test_reading_it_is_journalled_once_a_request(cast: Cast) -> None:
    dossier = filed(cast)
    look(cast.dung, address(dossier))
    entry = Entry.objects.get(stream=f"account:{cast.dung.pk}", kind="personal_data.read")
    assert entry.data["dossiers"] == [dossier.pk]


def test_a_code_is_understood_as_people_type_it(cast: Cast) -> None:
    dossier = received(cast)
    code = dossier.code or ""
    assert "Nguyễn Thị Lan" in look(cast.dung, reverse("desk:dossier", args=[code.lower()]))


def test_each_officer_is_offered_only_what_they_may_do(cast: Cast) -> None:
    dossier = filed(cast)
    assert "Tiếp nhận hồ sơ" in look(cast.dung, address(dossier))
    read_only = look(cast.nga, address(dossier))
    assert "Hiện không có việc nào của bạn ở hồ sơ này." in read_only


def test_a_document_is_streamed_and_cannot_run_anything(cast: Cast) -> None:
    dossier = filed(cast)
    stored = store_file(content=blank_pdf(), name="đơn.pdf", at=MONDAY)
    document = Document.objects.create(
        dossier=dossier, requirement="x", name="đơn xin.pdf", file=stored.file, given_at=MONDAY
    )
    answer = signed_in_client(cast.dung).get(reverse("desk:file", args=[document.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("inline; filename*=UTF-8''%C4%91")
    assert signed_in_client(cast.tam).get(reverse("desk:file", args=[document.pk])).status_code == 404


def test_a_receipt_is_made_for_its_first_reader(cast: Cast) -> None:
    paper = Paper.objects.get(dossier=received(cast), form="01")
    answer = signed_in_client(cast.dung).get(reverse("desk:paper", args=[paper.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_a_file_of_nobody_is_not_found(cast: Cast) -> None:
    assert signed_in_client(cast.dung).get(reverse("desk:file", args=[987654])).status_code == 404


def test_what_others_did_since_my_last_look_is_marked_new_and_then_no_longer(cast: Cast) -> None:
    dossier = received(cast)
    assert "từ lần bạn xem trước" not in look(cast.thu, address(dossier))
    press(cast.dung, dossier, "add-note", {"text": "Đã gọi thôn trưởng."})
    walk(cast, dossier, steps=1)
    page = look(cast.thu, address(dossier))
    assert "từ lần bạn xem trước" in page
    assert "mới Đã gọi thôn trưởng." in page
    assert "từ lần bạn xem trước" not in look(cast.thu, address(dossier))


def test_my_own_doings_are_no_news_to_me(cast: Cast) -> None:
    dossier = received(cast)
    look(cast.son, address(dossier))
    press(cast.son, dossier, "add-note", {"text": "Tôi đang xác minh."})
    assert "từ lần bạn xem trước" not in look(cast.son, address(dossier))


def test_an_empty_note_is_asked_for_at_its_box(cast: Cast) -> None:
    answer = press(cast.son, received(cast), "add-note", {"text": " "})
    assert answer.status_code == 422
    assert 'href="#add-note-text"' in answer.content.decode()


def test_the_applicant_never_sees_a_note(cast: Cast) -> None:
    dossier = received(cast)
    press(cast.son, dossier, "add-note", {"text": "Nghi ngờ giấy tờ."})
    page = signed_in_client(cast.lan).get(f"/dossiers/{dossier.tracking_code}/").content.decode()
    assert dossier.code in page
    assert "Nghi ngờ" not in page
