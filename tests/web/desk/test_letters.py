"""Letters on the pages: applicant and officer in one thread, copies for the desk, unread ones marked."""

from __future__ import annotations

import pytest
from django.urls import reverse

from motcua.records.dossiers.models import Dossier
from motcua.records.letters.models import Letter
from tests.cast import Cast, bearer, signed_in_client
from tests.services.dossiers.consulting import handled
from tests.services.dossiers.steps import nothing_changes
from tests.web.desk.conftest import address, look, press

LIST = "/desk/letters/"
ASKED = "Bao giờ tôi nhận được giấy?"


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    return handled(cast)


def own(dossier: Dossier, act: str = "") -> str:
    name = f"portal:dossier-{act}" if act else "portal:dossier"
    return reverse(name, kwargs={"ref": dossier.tracking_code})


def ask(cast: Cast, dossier: Dossier) -> None:
    answer = signed_in_client(cast.lan).post(own(dossier, "write-letter"), {"text": ASKED})
    assert answer.status_code == 302


def test_the_applicant_asks_the_officer_answers_and_the_desk_has_a_copy(cast: Cast, dossier: Dossier) -> None:
    ask(cast, dossier)
    assert ASKED in look(cast.son, address(dossier))
    assert press(cast.son, dossier, "write-letter", {"text": "Chiều thứ Năm."}).status_code == 302
    assert "có tin mới" in look(cast.lan, "/me/dossiers/")
    assert "Chiều thứ Năm." in look(cast.lan, own(dossier))
    assert "có tin mới" not in look(cast.lan, "/me/dossiers/")
    copies = look(cast.dung, LIST)
    assert cast.son.name in copies
    assert "chưa đọc" in copies
    look(cast.dung, address(dossier))
    assert "chưa đọc" not in look(cast.dung, LIST)


def test_other_desks_see_no_copies(cast: Cast, dossier: Dossier) -> None:
    ask(cast, dossier)
    assert str(dossier.code) not in look(cast.tam, LIST)


def test_asking_for_papers_leads_to_the_supplement_request(cast: Cast, dossier: Dossier) -> None:
    typed = {"text": "Đề nghị bà nộp thêm bản sao giấy ly hôn."}
    with nothing_changes(dossier):
        answer = press(cast.son, dossier, "write-letter", typed)
    assert answer.status_code == 422
    assert "hãy dùng Yêu cầu bổ sung" in answer.content.decode()
    assert typed["text"] in answer.content.decode()


def test_nobody_writes_about_anothers_dossier(cast: Cast, dossier: Dossier) -> None:
    with nothing_changes(dossier):
        answer = signed_in_client(cast.binh).post(own(dossier, "write-letter"), {"text": ASKED})
        assert answer.status_code == 404
        assert press(cast.hang, dossier, "write-letter", {"text": "Chào."}).status_code == 404


def test_an_empty_letter_is_refused_in_its_box(cast: Cast, dossier: Dossier) -> None:
    answer = signed_in_client(cast.lan).post(own(dossier, "write-letter"), {"text": " "})
    assert answer.status_code == 422
    assert "Hãy ghi nội dung tin nhắn." in answer.content.decode()


def test_a_machine_writes_too(cast: Cast, dossier: Dossier) -> None:
    where = f"/api/v1/dossiers/{dossier.tracking_code}/write-letter"
    browser = signed_in_client(cast.son)
    answer = browser.post(
        where, {"note": "Đã xong."}, content_type="application/json", headers=bearer(cast.son)
    )
    assert answer.status_code == 200, answer.content
    assert Letter.objects.get().by == cast.son
