"""Issued forms become PDFs: once, readable, with what was true when they were issued."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from motcua.records.files.models import StoredFile
from motcua.records.papers.models import Paper
from motcua.services.dossiers.decline import decline_dossier
from motcua.services.dossiers.receive import receive_dossier
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.files.read_file import read_whole_file
from motcua.services.papers.render_paper import render_paper
from tests.cast import MONDAY, Cast, filed

LATER = MONDAY + timedelta(hours=1)


def words(paper: Paper, folder: Path, *, order: str = "-layout") -> str:
    path = folder / "paper.pdf"
    path.write_bytes(read_whole_file(file=render_paper(paper=paper, at=LATER)))
    done = subprocess.run(["pdftotext", order, path, "-"], capture_output=True, check=True, text=True)
    return " ".join(done.stdout.replace("\u200b", "").split())


@pytest.fixture
def receipt(cast: Cast) -> Paper:
    dossier = filed(cast)
    receive_dossier(dossier=dossier, by=cast.dung, at=LATER)
    return Paper.objects.get(dossier=dossier, form="01")


def test_the_receipt_says_code_due_date_and_who_received(receipt: Paper, tmp_path: Path) -> None:
    text = words(receipt, tmp_path)
    assert receipt.dossier.code in text
    assert "17 giờ 00 phút, thứ Năm, ngày 17/09/2020" in text
    assert "Trần Văn Dũng" in text
    assert "Nguyễn Thị Lan" in text


def test_the_receipt_lists_the_form_as_electronic_and_the_papers_with_their_sheets(
    receipt: Paper, tmp_path: Path
) -> None:
    text = words(receipt, tmp_path)
    assert "1 Tờ khai cấp Giấy xác nhận tình trạng hôn nhân (tờ khai điện tử) 2 Bản án" in text


def test_a_paper_rendered_twice_is_one_file(receipt: Paper) -> None:
    before = StoredFile.objects.count()
    first = render_paper(paper=receipt, at=LATER)
    assert render_paper(paper=receipt, at=LATER) == first
    assert StoredFile.objects.count() == before + 1
    receipt.refresh_from_db()
    assert receipt.file_id == first.pk
    assert receipt.next_alarm_at is None


def test_a_supplement_notice_lists_what_is_asked_and_why(cast: Cast, tmp_path: Path) -> None:
    dossier = filed(cast)
    item = AskedItem("form", "wrong", "Số nhà ghi chưa đúng, hãy xem lại.")
    request_supplement(dossier=dossier, by=cast.dung, at=LATER, items=[item])
    text = words(Paper.objects.get(dossier=dossier, form="02"), tmp_path)
    assert "Tờ khai điện tử" in text
    assert "Số nhà ghi chưa đúng" in text


def test_a_declined_dossier_gets_its_reason_in_print(cast: Cast, tmp_path: Path) -> None:
    dossier = filed(cast)
    decline_dossier(dossier=dossier, by=cast.dung, at=LATER, reason="Thuộc thẩm quyền của xã Võ Ninh.")
    text = words(Paper.objects.get(dossier=dossier, form="03"), tmp_path)
    assert "Thuộc thẩm quyền của xã Võ Ninh." in text
