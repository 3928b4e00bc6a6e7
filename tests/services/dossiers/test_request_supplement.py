"""services/dossiers/request_supplement: everything is asked for once, with a reason for each item."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.records.dossiers.models import Dossier, SupplementItem
from motcua.services.dossiers.receive import receive_dossier
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.dossiers.submit import GivenDocument
from motcua.services.dossiers.supplement import supplement_dossier
from motcua.services.errors import NotDone
from tests.cast import MONDAY, Cast, filed, stored_file
from tests.services.dossiers.steps import (
    NINE,
    TUESDAY,
    again,
    complete,
    finished,
    nothing_changes,
    open_task,
    received,
    sent_count,
    story,
)

FORM = AskedItem("form", "wrong", "Ghi lại địa chỉ thường trú cho đúng sổ.")
PAPER = AskedItem("divorce_or_death_paper", "unreadable", "Bản chụp mờ, không đọc được.")
FRIDAY = MONDAY + timedelta(days=4, hours=2)


def test_before_receipt_the_desk_waits_for_completion_and_owes_nothing(cast: Cast) -> None:
    dossier = filed(cast)
    request = request_supplement(dossier=dossier, by=cast.dung, at=NINE, items=[FORM, PAPER])
    assert dossier.status == "awaiting_completion"
    assert request.is_before_receipt
    assert not request.is_late
    assert not dossier.tasks.filter(status="open").exists()


def test_each_item_keeps_its_defect_and_its_reason(cast: Cast) -> None:
    request = request_supplement(dossier=filed(cast), by=cast.dung, at=NINE, items=[FORM, PAPER])
    kept = SupplementItem.objects.filter(request=request).values_list("requirement", "defect", "reason")
    assert sorted(kept) == [
        ("divorce_or_death_paper", "unreadable", PAPER.reason),
        ("form", "wrong", FORM.reason),
    ]


def test_the_applicant_gets_form_02_and_the_national_portal_hears_of_it(cast: Cast) -> None:
    dossier = filed(cast)
    request_supplement(dossier=dossier, by=cast.dung, at=NINE, items=[FORM])
    assert [paper.form for paper in dossier.papers.all()] == ["02"]
    assert story(dossier)[-1] == "dossier.supplement_requested"
    assert sent_count(dossier) == 2
    assert dossier.contact_count == 1


def test_after_receipt_the_clock_stops_and_the_steps_stay(cast: Cast) -> None:
    dossier = received(cast)
    request_supplement(dossier=dossier, by=cast.dung, at=TUESDAY, items=[PAPER])
    assert dossier.status == "awaiting_supplement"
    assert dossier.next_alarm_at == TUESDAY + timedelta(days=30, hours=8)  # the wait's end, not the limit's
    assert open_task(dossier).step == "forward"


def _asked_and_given(cast: Cast) -> Dossier:
    dossier = filed(cast)
    request_supplement(dossier=dossier, by=cast.dung, at=NINE, items=[PAPER])
    given = GivenDocument(PAPER.requirement, "ban-an.pdf", stored_file("again"))
    return supplement_dossier(dossier=dossier, by=cast.lan, at=TUESDAY, documents=[given])


def test_a_second_request_needs_a_superiors_signature(cast: Cast) -> None:
    dossier = _asked_and_given(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        request_supplement(dossier=dossier, by=cast.dung, at=TUESDAY, items=[FORM])
    assert said.value.refused.code == "already_asked"


def test_one_request_before_receipt_uses_up_the_one_after_it(cast: Cast) -> None:
    dossier = receive_dossier(dossier=_asked_and_given(cast), by=cast.dung, at=TUESDAY)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        request_supplement(dossier=dossier, by=cast.son, at=TUESDAY, items=[FORM])
    assert said.value.refused.code == "already_asked"


def test_with_the_signature_a_second_request_goes_out_and_is_counted(cast: Cast) -> None:
    dossier = _asked_and_given(cast)
    request = request_supplement(dossier=dossier, by=cast.hoa, at=TUESDAY, items=[FORM], is_override=True)
    assert request.is_override
    assert dossier.contact_count == 2


def test_with_the_signature_a_late_return_goes_out_and_is_recorded_as_late(cast: Cast) -> None:
    request = request_supplement(
        dossier=received(cast), by=cast.hoa, at=FRIDAY, items=[FORM], is_override=True
    )
    assert request.is_late
    assert request.is_override


def test_a_return_later_than_three_working_days_needs_the_signature_too(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        request_supplement(dossier=dossier, by=cast.dung, at=FRIDAY, items=[FORM])
    assert said.value.refused.code == "return_too_late"
    assert said.value.refused.params["deadline"] == "17:00 17/09/2020"


def test_only_what_the_procedure_asks_for_may_be_asked(cast: Cast) -> None:
    dossier = filed(cast)
    item = AskedItem("household_book", "missing", "Nộp thêm sổ hộ khẩu.")
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        request_supplement(dossier=dossier, by=cast.dung, at=NINE, items=[item])
    assert said.value.refused.code == "unknown_requirement"


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([], "nothing_asked"),
        ([AskedItem("form", "ugly", "Xấu quá, làm lại.")], "unknown_defect"),
        ([AskedItem("form", "wrong", "  ")], "reason_needed"),
    ],
)
def test_a_request_that_says_too_little_is_refused(cast: Cast, items: list[AskedItem], code: str) -> None:
    dossier = filed(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        request_supplement(dossier=dossier, by=cast.dung, at=NINE, items=items)
    assert said.value.refused.code == code


def test_a_handled_dossier_asks_for_nothing_more(cast: Cast) -> None:
    dossier = finished(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        request_supplement(dossier=dossier, by=cast.dung, at=TUESDAY, items=[FORM])
    assert said.value.refused.code == "after_finish"


def test_a_stale_version_is_refused_with_who_and_when(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=1)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        request_supplement(dossier=dossier, by=cast.son, at=TUESDAY, items=[FORM], version=2)
    assert said.value.refused.params == {
        "who": "Trần Văn Dũng",
        "when": "09:00 15/09/2020",
        "at": "2020-09-15T09:00:00+07:00",
    }


def test_two_officers_ask_at_once_and_one_request_goes_out(cast: Cast) -> None:
    dossier = filed(cast)
    first, second = again(dossier), again(dossier)
    request_supplement(dossier=first, by=cast.dung, at=NINE, items=[FORM])
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        request_supplement(dossier=second, by=cast.hoa, at=NINE, items=[PAPER])
    assert said.value.refused.code == "changed_meanwhile"
