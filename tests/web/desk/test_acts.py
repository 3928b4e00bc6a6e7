"""Each verb on the dossier's page: who may press it, what happens, and what is kept when it is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.records.dossiers.models import Dossier
from motcua.records.papers.models import Paper
from motcua.services.dossiers.receive import receive_dossier
from tests.cast import Cast, filed
from tests.services.dossiers.steps import (
    NINE,
    NOTE,
    again,
    finished,
    nothing_changes,
    open_task,
    publish,
    received,
)
from tests.services.dossiers.steps import complete as walk
from tests.web.desk.conftest import address, look, press, words

REASON = "Hồ sơ thuộc thẩm quyền của Sở Tư pháp."
BY_SELF = {"collector": "self", "shown": "receipt"}
PAUSE = {
    "key": "inspection",
    "name_vi": "Chờ kiểm tra thực địa",
    "name_en": "Site inspection",
    "basis": "Điều 8",
}


def version(dossier: Dossier) -> dict[str, str]:
    return {"version": str(again(dossier).version)}


def test_the_desk_receives_and_the_receipt_is_there_to_print(cast: Cast) -> None:
    dossier = filed(cast)
    answer = press(cast.dung, dossier, "receive", version(dossier))
    dossier = again(dossier)
    assert dossier.status == "received"
    assert answer["Location"] == f"/desk/dossiers/{dossier.code}/"
    assert "Mẫu 01" in look(cast.dung, answer["Location"])


def test_who_works_at_another_desk_does_not_learn_that_the_dossier_exists(cast: Cast) -> None:
    dossier = filed(cast)
    with nothing_changes(dossier):
        assert press(cast.tam, dossier, "receive", version(dossier)).status_code == 404


def test_who_may_read_but_not_receive_is_told_so(cast: Cast) -> None:
    dossier = filed(cast)
    with nothing_changes(dossier):
        assert press(cast.thu, dossier, "receive", version(dossier)).status_code == 403


def test_whoever_comes_second_hears_who_was_first_and_when(cast: Cast) -> None:
    dossier = filed(cast)
    seen = version(dossier)
    receive_dossier(dossier=again(dossier), by=cast.hoa, at=NINE)
    with nothing_changes(dossier):
        answer = press(cast.dung, dossier, "receive", seen)
    assert answer.status_code == 409
    assert "Lê Thị Hoa vừa xử lý hồ sơ này lúc 09:00 14/09/2020" in words(answer)


def test_who_acts_on_a_page_without_a_version_hears_it_too(cast: Cast) -> None:
    dossier = filed(cast)
    receive_dossier(dossier=again(dossier), by=cast.hoa, at=NINE)
    answer = press(cast.dung, dossier, "receive", {})
    assert answer.status_code == 409
    assert "Lê Thị Hoa đã xử lý hồ sơ này lúc 09:00 14/09/2020" in words(answer)


def test_declining_without_a_reason_is_asked_for_one_at_its_box(cast: Cast) -> None:
    dossier = filed(cast)
    with nothing_changes(dossier):
        answer = press(cast.dung, dossier, "decline", {**version(dossier), "reason": " ab "})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'href="#decline-reason"' in page
    assert "> ab </textarea>" in page
    assert "<details open><summary>Từ chối tiếp nhận" in page


def test_a_decline_is_told_to_the_applicant_with_its_reason(cast: Cast) -> None:
    dossier = filed(cast)
    press(cast.dung, dossier, "decline", {**version(dossier), "reason": REASON})
    assert again(dossier).status == "declined"
    assert Paper.objects.filter(dossier=dossier, form="03").exists()


def test_a_supplement_request_names_each_paper_with_its_reason(cast: Cast) -> None:
    dossier = filed(cast)
    asked = {"item": ["form"], "defect-form": "wrong", "reason-form": "Ngày sinh không khớp căn cước."}
    press(cast.dung, dossier, "request-supplement", {**version(dossier), **asked})
    assert again(dossier).status == "awaiting_completion"
    assert "Ngày sinh không khớp căn cước." in look(cast.dung, address(dossier))


def test_a_supplement_request_without_reason_keeps_the_tick_and_the_defect(cast: Cast) -> None:
    dossier = filed(cast)
    asked = {"item": ["form"], "defect-form": "other", "reason-form": ""}
    with nothing_changes(dossier):
        answer = press(cast.dung, dossier, "request-supplement", {**version(dossier), **asked})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'href="#request-supplement-reason-form"' in page
    assert 'value="form" checked' in page
    assert '<option value="other" selected>' in page


def test_only_a_superior_lets_a_second_request_pass(cast: Cast) -> None:
    dossier = filed(cast)
    Dossier.objects.filter(pk=dossier.pk).update(contact_count=1)
    asked = {"item": ["form"], "defect-form": "wrong", "reason-form": NOTE, "override": "1"}
    answer = press(cast.dung, dossier, "request-supplement", {**version(dossier), **asked})
    assert answer.status_code == 422
    assert press(cast.hoa, dossier, "request-supplement", {**version(dossier), **asked}).status_code == 302


def test_a_step_is_completed_by_who_holds_its_role(cast: Cast) -> None:
    dossier = received(cast)
    task = open_task(dossier)
    assert press(cast.son, dossier, "complete-step", version(dossier), task=task.pk).status_code == 403
    answer = press(cast.dung, dossier, "complete-step", version(dossier), task=task.pk)
    assert answer.status_code == 302
    assert open_task(dossier).pk != task.pk


def test_a_step_of_another_dossier_is_not_found(cast: Cast) -> None:
    dossier, other = received(cast), received(cast, by="binh")
    answer = press(cast.dung, dossier, "complete-step", version(dossier), task=open_task(other).pk)
    assert answer.status_code == 404


def test_a_leader_who_refuses_must_say_why(cast: Cast) -> None:
    dossier = walk(cast, received(cast), steps=2)
    task = open_task(dossier)
    typed = {**version(dossier), "outcome": "refuse", "note": "k"}
    with nothing_changes(dossier):
        answer = press(cast.thu, dossier, "complete-step", typed, task=task.pk)
    assert answer.status_code == 422
    assert ">k</textarea>" in answer.content.decode()
    assert press(cast.thu, dossier, "complete-step", {**typed, "note": NOTE}, task=task.pk).status_code == 302
    assert open_task(dossier).pk != task.pk


def test_work_is_given_to_a_colleague_of_the_same_role(cast: Cast) -> None:
    dossier = walk(cast, received(cast), steps=1)
    task = open_task(dossier)
    assert press(cast.son, dossier, "assign", {**version(dossier), "to": cast.son.pk}, task=task.pk)
    assert open_task(dossier).assignee == cast.son
    assert press(cast.mai, dossier, "assign", version(dossier), task=task.pk).status_code == 403


def test_a_result_is_released_at_the_counter(cast: Cast) -> None:
    dossier = finished(cast)
    press(cast.dung, dossier, "release", {**version(dossier), "way": "counter", **BY_SELF})
    assert again(dossier).status == "released"


def test_nothing_is_released_online_without_a_file(cast: Cast) -> None:
    dossier = finished(cast)
    with nothing_changes(dossier):
        answer = press(cast.dung, dossier, "release", {**version(dossier), "way": "online"})
    assert answer.status_code == 422
    assert "#release-result" in answer.content.decode()


def test_the_desk_withdraws_for_the_applicant(cast: Cast) -> None:
    dossier = received(cast)
    press(cast.dung, dossier, "withdraw", {**version(dossier), "reason": "Người nộp đổi ý, không làm nữa."})
    assert again(dossier).status == "withdrawn"


@pytest.mark.parametrize("typed", ["mai", "", "31/02/2020"])
def test_an_apology_needs_a_day_that_is_one(cast: Cast, typed: str) -> None:
    dossier = received(cast, at=NINE - timedelta(days=10))
    with nothing_changes(dossier):
        answer = press(
            cast.thu, dossier, "apologise", {**version(dossier), "appointed_on": typed, "reason": NOTE}
        )
    assert answer.status_code == 422
    assert "#apologise-appointed_on" in answer.content.decode()


def test_a_leader_apologises_and_sets_a_new_day(cast: Cast) -> None:
    dossier = received(cast, at=NINE - timedelta(days=10))
    typed = {**version(dossier), "appointed_on": "18/09/2020", "reason": NOTE}
    assert press(cast.dung, dossier, "apologise", typed).status_code == 403
    press(cast.thu, dossier, "apologise", typed)
    assert again(dossier).appointed_at is not None


def test_the_clock_is_paused_for_a_cause_of_the_procedure_and_goes_on(cast: Cast) -> None:
    publish(pauses=[PAUSE])
    dossier = received(cast)
    press(cast.son, dossier, "pause", {**version(dossier), "cause": "inspection"})
    assert "Chờ kiểm tra thực địa" in look(cast.son, address(dossier))
    press(cast.son, dossier, "resume", version(dossier))
    assert not dossier.pauses.filter(ended_at=None).exists()


def test_an_expired_form_version_that_is_no_number_is_no_crash(cast: Cast) -> None:
    dossier = filed(cast)
    assert press(cast.dung, dossier, "receive", {"version": "một"}).status_code == 302


def test_a_step_is_sent_back_and_who_gets_it_reads_why(cast: Cast) -> None:
    dossier = walk(cast, received(cast), steps=2)
    task = open_task(dossier)
    reason = "Bổ sung ý kiến của thôn."
    answer = press(cast.thu, dossier, "send-back", {**version(dossier), "reason": reason}, task=task.pk)
    assert answer["Location"].startswith("/desk/?from=")
    page = look(cast.son, address(dossier))
    assert f"được trả lại {cast.thu.name} : {reason}" in page


def test_sending_back_without_a_reason_is_asked_for_one_and_stays_open(cast: Cast) -> None:
    dossier = walk(cast, received(cast), steps=2)
    task = open_task(dossier)
    with nothing_changes(dossier):
        answer = press(cast.thu, dossier, "send-back", {**version(dossier), "reason": " "}, task=task.pk)
    assert answer.status_code == 422
    assert f'href="#send-back-{task.pk}-reason"' in answer.content.decode()


def test_the_first_step_offers_no_way_back(cast: Cast) -> None:
    dossier = received(cast)
    assert "Trả lại bước trước" not in look(cast.dung, address(dossier))
    assert "Trả lại bước trước" in look(cast.son, address(walk(cast, dossier, steps=1)))
