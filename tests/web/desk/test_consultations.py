"""Opinions between agencies on the pages: the asked agency sees the question and what was chosen, no more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from motcua.records.consultations.models import Consultation
from motcua.records.journal.models import Entry
from motcua.services.dossiers.answer_opinion import answer_opinion
from tests.cast import Cast, signed_in_client
from tests.services.dossiers.consulting import ASKED, consulted, handled
from tests.services.dossiers.steps import NINE, again, complete, nothing_changes
from tests.web.desk.conftest import address, look, press

LIST = "/desk/consultations/"


def page_of(asked: Consultation) -> str:
    return reverse("desk:consultation", kwargs={"consultation": asked.pk})


def test_the_specialist_asks_and_the_other_agency_finds_it(cast: Cast) -> None:
    dossier = handled(cast)
    assert "Xin ý kiến cơ quan khác" in look(cast.son, address(dossier))
    typed = {
        "version": again(dossier).version,
        "agency": cast.agency["justice"].code,
        "question": ASKED,
        "hours": "4",
    }
    assert press(cast.son, dossier, "ask-opinion", typed).status_code == 302
    assert str(dossier.code) in look(cast.hang, LIST)
    assert ASKED in look(cast.hang, page_of(Consultation.objects.get()))
    assert str(dossier.code) in look(cast.son, f"{LIST}?kind=ours")
    assert str(dossier.code) not in look(cast.tam, LIST)


def test_the_asked_agency_sees_neither_the_dossier_nor_its_other_papers(cast: Cast) -> None:
    dossier = handled(cast)
    asked = consulted(cast, dossier)
    browser = signed_in_client(cast.hang)
    assert dossier.applicant_name not in look(cast.hang, page_of(asked))
    paper = dossier.documents.order_by("pk").first()
    file = reverse("desk:consultation-file", kwargs={"consultation": asked.pk, "document": paper.pk})
    for closed in (address(dossier), reverse("desk:file", kwargs={"document": paper.pk}), file):
        assert browser.get(closed).status_code == 404


def test_that_the_question_was_read_is_journalled(cast: Cast) -> None:
    asked = consulted(cast)
    look(cast.hang, page_of(asked))
    read = Entry.objects.filter(kind="personal_data.read", actor=cast.hang.pk).order_by("pk").last()
    assert read is not None
    assert (read.data["dossiers"], read.data["page"]) == ([asked.dossier_id], "desk:consultation")


def test_who_asked_reads_the_answer_and_that_it_came_late(cast: Cast) -> None:
    asked = consulted(cast, at=NINE)
    late = asked.due_at + timedelta(hours=2)
    answer_opinion(consultation=asked, by=cast.hang, at=late, text="Chưa đăng ký kết hôn.")
    shown = look(cast.son, address(asked.dossier))
    assert "Chưa đăng ký kết hôn." in shown
    assert "trả lời trễ: quá 2 giờ" in shown


def test_an_overdue_question_is_marked_and_brought_before_the_head_of_the_desk(cast: Cast) -> None:
    asked = consulted(cast, at=NINE, hours=1)
    assert "quá" in look(cast.hang, LIST)
    assert str(asked.dossier.code) in look(cast.hoa, f"{LIST}?kind=late")
    assert str(asked.dossier.code) not in look(cast.dung, f"{LIST}?kind=late")


def test_the_answer_is_given_on_the_page_and_the_list_is_empty_again(cast: Cast) -> None:
    asked = consulted(cast)
    where = reverse("desk:consultation-answer", kwargs={"consultation": asked.pk})
    assert signed_in_client(cast.hang).post(where, {"text": "Đồng ý."}).status_code == 302
    assert "Không có câu hỏi nào" in look(cast.hang, LIST)
    assert signed_in_client(cast.hang).post(where, {"text": "Khác."}).status_code == 409


def test_a_withdrawn_question_is_gone_for_who_was_asked(cast: Cast) -> None:
    asked = consulted(cast)
    typed = {"version": again(asked.dossier).version}
    assert press(cast.son, asked.dossier, "withdraw-opinion", typed, consultation=asked.pk).status_code == 302
    assert signed_in_client(cast.hang).get(page_of(asked)).status_code == 404


def test_another_dossiers_question_is_not_withdrawn_here(cast: Cast) -> None:
    asked, other = consulted(cast), handled(cast)
    with nothing_changes(asked.dossier):
        answer = press(cast.son, other, "withdraw-opinion", {}, consultation=asked.pk)
    assert answer.status_code == 404


def test_what_was_typed_is_kept_and_each_box_says_what_it_lacks(cast: Cast) -> None:
    dossier = handled(cast)
    typed = {"version": dossier.version, "agency": "", "question": "Có vướng gì không?", "hours": "mai"}
    answer = press(cast.son, dossier, "ask-opinion", typed)
    assert answer.status_code == 422
    assert "Có vướng gì không?</textarea>" in answer.content.decode()
    assert 'href="#ask-opinion-agency"' in answer.content.decode()


@pytest.mark.parametrize("kind", ["asked", "ours"])
def test_what_has_ended_is_not_brought_up(cast: Cast, kind: str) -> None:
    asked = consulted(cast)
    complete(cast, asked.dossier)
    reader = cast.hang if kind == "asked" else cast.son
    assert str(asked.dossier.code) not in look(reader, f"{LIST}?kind={kind}")
