"""services/dossiers/supplement: the last missing item sets the clock going again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.kit.instants import local
from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.facts.answer import open_former
from motcua.services.dossiers.facts.content import open_content
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
    nothing_changes,
    open_task,
    publish,
    received,
    story,
)

KEY = "divorce_or_death_paper"
DECLARATION = "marital_status_declaration"
PAPER = AskedItem(KEY, "unreadable", "Bản chụp mờ, không đọc được.")
FORM = AskedItem("form", "wrong", "Ghi lại địa chỉ thường trú.")
NEXT_MONDAY = MONDAY + timedelta(days=7, hours=1, minutes=30)


def given() -> GivenDocument:
    return GivenDocument(KEY, "ban-an-ro.pdf", stored_file("again"))


def asked(cast: Cast, dossier: Dossier, *items: AskedItem) -> Dossier:
    request_supplement(dossier=dossier, by=cast.dung, at=TUESDAY, items=items or [PAPER])
    return dossier


def test_before_receipt_the_dossier_is_back_with_the_desk_whose_clock_starts_anew(cast: Cast) -> None:
    dossier = asked(cast, filed(cast))
    supplement_dossier(dossier=dossier, by=cast.lan, at=NEXT_MONDAY, documents=[given()])
    assert dossier.status == "submitted"
    assert open_task(dossier).step == "intake"
    assert local(dossier.answer_due_at).isoformat() == "2020-09-22T08:30:00"


def test_after_receipt_the_clock_restarts_from_zero(cast: Cast) -> None:
    dossier = asked(cast, received(cast))
    supplement_dossier(dossier=dossier, by=cast.lan, at=NEXT_MONDAY, documents=[given()])
    assert dossier.status == "processing"
    assert local(dossier.due_at).isoformat() == "2020-09-24T17:00:00"
    assert dossier.clock_started_at == NEXT_MONDAY


def test_the_open_step_gets_its_whole_limit_again(cast: Cast) -> None:
    dossier = asked(cast, received(cast))
    assert open_task(dossier).next_alarm_at is None  # nobody can be late while the citizen is asked
    supplement_dossier(dossier=dossier, by=cast.lan, at=NEXT_MONDAY, documents=[given()])
    task = open_task(dossier)
    assert local(task.due_at).isoformat() == "2020-09-21T10:30:00"
    assert task.next_alarm_at == task.due_at


def test_where_the_procedure_says_so_the_clock_goes_on_instead(cast: Cast) -> None:
    publish(resume="continue")
    dossier = asked(cast, received(cast))
    supplement_dossier(dossier=dossier, by=cast.lan, at=NEXT_MONDAY, documents=[given()])
    # Asked on Tuesday 15, given on Monday 21: 16, 17, 18 and 21 do not count; due 17 + 4 working days.
    assert local(dossier.due_at).isoformat() == "2020-09-23T17:00:00"


def test_a_dossier_late_when_asked_stays_late_however_fast_it_ends(cast: Cast) -> None:
    dossier = received(cast)
    late = MONDAY + timedelta(days=7)
    request_supplement(dossier=dossier, by=cast.hoa, at=late, items=[PAPER], is_override=True)
    supplement_dossier(dossier=dossier, by=cast.lan, at=NEXT_MONDAY, documents=[given()])
    assert complete(cast, dossier, at=NEXT_MONDAY).timeliness == "late"


def test_a_partial_answer_is_kept_and_the_dossier_still_waits(cast: Cast) -> None:
    dossier = asked(cast, received(cast), PAPER, FORM)
    supplement_dossier(dossier=dossier, by=cast.lan, at=NEXT_MONDAY, documents=[given()])
    assert dossier.status == "awaiting_supplement"
    assert story(dossier)[-1] == "dossier.supplement_added"


def test_the_rest_of_the_answer_ends_the_wait(cast: Cast) -> None:
    dossier = asked(cast, received(cast), PAPER, FORM)
    supplement_dossier(dossier=dossier, by=cast.lan, at=NEXT_MONDAY, documents=[given()])
    form = open_content(dossier).form
    supplement_dossier(dossier=dossier, by=cast.lan, at=NEXT_MONDAY, documents=[], form=form)
    assert dossier.status == "processing"
    assert story(dossier)[-1] == "dossier.supplemented"


def test_the_old_paper_stays_to_be_seen_marked_as_replaced(cast: Cast) -> None:
    dossier = asked(cast, filed(cast))
    supplement_dossier(dossier=dossier, by=cast.lan, at=NEXT_MONDAY, documents=[given()])
    old, new = dossier.documents.order_by("pk")
    assert old.replaced_at == NEXT_MONDAY
    assert new.replaced_at is None
    assert new.name == "ban-an-ro.pdf"


def test_the_form_as_it_was_filed_stays_to_be_seen_beside_the_corrected_one(cast: Cast) -> None:
    dossier = asked(cast, received(cast), FORM)
    filed_form = open_content(dossier).form
    form = {**filed_form, "residence": "Thôn Thượng Phong, xã Phong Thủy"}
    supplement_dossier(dossier=dossier, by=cast.lan, at=NEXT_MONDAY, documents=[], form=form)
    assert open_content(dossier).form["residence"] == "Thôn Thượng Phong, xã Phong Thủy"
    assert open_former(dossier.supplement_requests.get()) == filed_form


def test_a_form_sent_again_unchanged_leaves_nothing_to_compare(cast: Cast) -> None:
    dossier = asked(cast, received(cast), FORM)
    form = open_content(dossier).form
    supplement_dossier(dossier=dossier, by=cast.lan, at=NEXT_MONDAY, documents=[], form=form)
    assert open_former(dossier.supplement_requests.get()) is None


def test_sheets_handed_in_at_the_counter_answer_and_take_the_place_of_a_scan(cast: Cast) -> None:
    dossier = asked(cast, received(cast))
    supplement_dossier(dossier=dossier, by=cast.dung, at=NEXT_MONDAY, documents=[], handed_in={KEY: 2})
    assert dossier.status == "processing"
    assert open_content(again(dossier)).handed_in == {KEY: 2}
    assert dossier.documents.get().replaced_at == NEXT_MONDAY


def test_a_count_that_cannot_be_is_asked_again(cast: Cast) -> None:
    dossier = asked(cast, received(cast))
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        supplement_dossier(dossier=dossier, by=cast.dung, at=NEXT_MONDAY, documents=[], handed_in={KEY: 100})
    assert said.value.fields[f"documents.{KEY}"].code == "bad_count"


def test_a_form_still_wrong_is_told_field_by_field_and_nothing_is_kept(cast: Cast) -> None:
    dossier = asked(cast, received(cast), FORM)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        supplement_dossier(dossier=dossier, by=cast.lan, at=NEXT_MONDAY, documents=[], form={})
    assert said.value.refused.code == "invalid_form"
    assert all(field.startswith("form.") for field in said.value.fields)


def test_nothing_was_asked_so_nothing_is_taken(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        supplement_dossier(dossier=dossier, by=cast.lan, at=TUESDAY, documents=[given()])
    assert said.value.refused.code == "nothing_asked"


def test_a_paper_that_was_not_asked_for_does_not_answer(cast: Cast) -> None:
    dossier = asked(cast, received(cast))
    other = GivenDocument(DECLARATION, "x.pdf", stored_file("x"))
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        supplement_dossier(dossier=dossier, by=cast.lan, at=NEXT_MONDAY, documents=[other])
    assert said.value.refused.code == "nothing_asked_given"


def test_a_declaration_that_was_asked_for_is_answered_by_the_form(cast: Cast) -> None:
    dossier = asked(cast, received(cast), AskedItem(DECLARATION, "wrong", "Ghi lại nơi cư trú."))
    form = open_content(dossier).form
    supplement_dossier(dossier=dossier, by=cast.lan, at=NEXT_MONDAY, documents=[], form=form)
    assert dossier.status == "processing"


@pytest.mark.parametrize("key", [DECLARATION, "form", "gold"])
def test_what_nobody_asked_for_is_refused_beside_what_was(cast: Cast, key: str) -> None:
    dossier = asked(cast, received(cast))
    documents = [given(), GivenDocument(key, "x.pdf", stored_file("x"))]
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        supplement_dossier(dossier=dossier, by=cast.lan, at=NEXT_MONDAY, documents=documents)
    assert said.value.refused.code == "not_asked"
    assert list(said.value.fields) == [f"documents.{key}"]


def test_a_form_nobody_asked_about_is_refused_beside_a_paper_that_was(cast: Cast) -> None:
    dossier = asked(cast, received(cast))
    form = open_content(dossier).form
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        supplement_dossier(dossier=dossier, by=cast.lan, at=NEXT_MONDAY, documents=[given()], form=form)
    assert list(said.value.fields) == ["form"]


def test_the_same_answer_sent_twice_counts_once(cast: Cast) -> None:
    dossier = asked(cast, received(cast))
    first, second = again(dossier), again(dossier)
    supplement_dossier(dossier=first, by=cast.lan, at=NEXT_MONDAY, documents=[given()])
    with nothing_changes(dossier), pytest.raises(NotDone):
        supplement_dossier(dossier=second, by=cast.lan, at=NEXT_MONDAY, documents=[given()])
    assert again(dossier).clock_started_at == NEXT_MONDAY


def test_a_stale_version_is_refused(cast: Cast) -> None:
    dossier = asked(cast, filed(cast))
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        supplement_dossier(dossier=dossier, by=cast.lan, at=NINE, documents=[given()], version=1)
    assert said.value.refused.code == "changed_meanwhile"
