"""A citizen's own dossier: what it says at each turn, and what it never shows to others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import Document
from motcua.records.papers.models import Paper
from motcua.services.dossiers.receive import receive_dossier
from tests.cast import MONDAY, Cast, filed, stored_file
from tests.web.portal.conftest import words

# A little before the clock of these pages, which stands at seven and runs.
EARLIER = MONDAY - timedelta(minutes=30)


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    return filed(cast, at=EARLIER)


def received(cast: Cast, dossier: Dossier) -> Dossier:
    return receive_dossier(dossier=dossier, by=cast.dung, at=EARLIER + timedelta(minutes=5))


def test_a_filed_dossier_says_who_has_it_and_by_when_they_answer(dossier: Dossier, lan: Client) -> None:
    said = words(lan.get(f"/dossiers/{dossier.tracking_code}/"))
    assert "UBND xã Phong Thủy" in said
    assert "Cơ quan trả lời bạn trước" in said


def test_the_form_stands_among_what_was_given_and_can_be_read_again(dossier: Dossier, lan: Client) -> None:
    page = lan.get(f"/dossiers/{dossier.tracking_code}/")
    assert '<a href="#form">Tờ khai cấp Giấy xác nhận tình trạng hôn nhân</a>' in page.content.decode()
    assert "Tờ khai bạn đã khai" in words(page)


def test_a_received_dossier_tells_its_date_why_and_offers_the_receipt(
    cast: Cast, dossier: Dossier, lan: Client
) -> None:
    received(cast, dossier)
    answer = lan.get(f"/dossiers/{dossier.code}/")
    assert "Vì sao là ngày 17/09/2020?" in words(answer)
    paper = Paper.objects.get(dossier=dossier)
    assert f"/papers/{paper.pk}/" in answer.content.decode()
    pdf = b"".join(lan.get(f"/papers/{paper.pk}/").streaming_content)
    assert pdf.startswith(b"%PDF")


def test_withdrawing_asks_first_and_then_does(dossier: Dossier, lan: Client) -> None:
    page = f"/dossiers/{dossier.tracking_code}/withdraw/"
    assert "Rút hồ sơ này?" in words(lan.get(page))
    dossier.refresh_from_db()
    assert dossier.status == "submitted"
    lan.post(page, {"reason": "Tôi nộp nhầm xã."})
    dossier.refresh_from_db()
    assert dossier.status == "withdrawn"


def test_a_result_can_be_downloaded_only_once_it_is_released(dossier: Dossier, lan: Client) -> None:
    result = Document.objects.create(
        dossier=dossier, name="Kết quả.pdf", file=stored_file("r"), is_result=True, given_at=MONDAY
    )
    assert lan.get(f"/files/{result.pk}/").status_code == 404
    assert "Kết quả.pdf" not in words(lan.get(f"/dossiers/{dossier.tracking_code}/"))


@pytest.mark.parametrize("page", ["", "supplement/", "withdraw/"])
def test_another_citizens_dossier_is_not_there(
    cast: Cast, dossier: Dossier, client_as: Any, page: str
) -> None:
    answer = client_as(cast.binh).get(f"/dossiers/{dossier.tracking_code}/{page}")
    assert answer.status_code == 404
