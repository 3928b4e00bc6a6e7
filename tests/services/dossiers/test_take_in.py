"""`take_in_dossier`: a walk-in is filed and received in one move, or not at all."""

from __future__ import annotations

import random
from typing import Any

import pytest

from motcua.records.dossiers.models import Dossier
from motcua.records.journal.models import Entry
from motcua.records.papers.models import Paper
from motcua.records.procedures.models import Procedure
from motcua.rules.eform_sample import SampleFacts, sample_payload
from motcua.rules.sheets import Sheets
from motcua.services.dossiers.facts.content import open_content
from motcua.services.dossiers.facts.version import stream_of
from motcua.services.dossiers.submit import Filed
from motcua.services.dossiers.take_in import AtOnce, Handover, take_in_dossier
from motcua.services.dossiers.withdraw import withdraw_dossier
from motcua.services.errors import NotDone
from motcua.services.papers._sheets import sheet_of
from motcua.services.procedures.frozen import FrozenProcedure, frozen_procedure
from tests.cast import AGENCIES, MONDAY, Cast, applicant, stored_file
from tests.services.dossiers.steps import NINE, again, publish, story

PROXY = {"name": "Trương Văn Bình", "identity": "044088000025", "ground": "Giấy ủy quyền số 12/2020"}


def take_in(cast: Cast, **changed: Any) -> Filed:
    """Lan brings every paper that registering a birth asks for to Phong Thủy's counter."""
    frozen = birth()
    facts = SampleFacts(today=MONDAY.date(), areas=("19267",))
    brought: dict[str, Any] = {
        "procedure": "1.001193",
        "agency": AGENCIES["phong_thuy"],
        "applicant": applicant(cast.lan),
        "form": sample_payload(frozen.form, random.Random(7), facts),
        "documents": [],
        "handed_in": {one.key: 1 for one in frozen.requirements if one.is_owed},
        "by": cast.dung,
        "at": NINE,
    }
    return take_in_dossier(**{**brought, **changed})


def birth() -> FrozenProcedure:
    return frozen_procedure(Procedure.objects.get(code="1.001193").current_id)


def required_key() -> str:
    return next(one.key for one in birth().requirements if one.is_owed)


def test_it_is_received_with_code_and_receipt_and_belongs_to_no_account(cast: Cast) -> None:
    dossier = take_in(cast).dossier
    assert (dossier.status, dossier.channel, dossier.submitter) == ("received", "counter", None)
    assert dossier.code
    assert story(dossier) == ["dossier.submitted", "dossier.received"]
    assert Paper.objects.filter(dossier=dossier, form="01").exists()


def test_the_papers_counted_on_the_counter_are_kept_with_it(cast: Cast) -> None:
    key = required_key()
    dossier = take_in(cast, handed_in={key: 3}).dossier
    assert open_content(Dossier.objects.get(pk=dossier.pk)).handed_in == {key: 3}


def test_who_brings_too_little_is_told_what_to_bring(cast: Cast) -> None:
    with pytest.raises(NotDone) as raised:
        take_in(cast, handed_in={})
    assert raised.value.fields[f"documents.{required_key()}"].code == "not_on_the_counter"
    assert not Dossier.objects.exists()


def test_the_form_the_officer_fills_in_stands_for_the_declaration(cast: Cast) -> None:
    declaration = birth().requirement("birth_declaration")
    assert declaration is not None
    assert declaration.is_met_by_form
    assert declaration.key not in open_content(take_in(cast).dossier).handed_in


def test_a_declaration_brought_on_paper_all_the_same_is_counted(cast: Cast) -> None:
    papers = {required_key(): 1, "birth_declaration": 1}
    assert open_content(take_in(cast, handed_in=papers).dossier).handed_in == papers


@pytest.mark.parametrize("count", [-1, 100])
def test_a_count_that_cannot_be_is_asked_again(cast: Cast, count: int) -> None:
    with pytest.raises(NotDone) as raised:
        take_in(cast, handed_in={required_key(): count})
    assert raised.value.fields[f"documents.{required_key()}"].code == "bad_count"
    assert not Dossier.objects.exists()


def test_everything_wrong_is_said_at_once(cast: Cast) -> None:
    with pytest.raises(NotDone) as raised:
        take_in(cast, handed_in={}, applicant={**applicant(cast.lan), "phone": "12"})
    assert {"applicant.phone", f"documents.{required_key()}"} <= raised.value.fields.keys()
    assert not Dossier.objects.exists()


def test_a_running_dossier_of_the_same_person_for_the_same_is_named_before_a_second_is_taken(
    cast: Cast,
) -> None:
    first = take_in(cast).dossier
    with pytest.raises(NotDone) as raised:
        take_in(cast)
    assert raised.value.fields["repeat"].params["ref"] == first.code
    assert Dossier.objects.count() == 1


def test_the_officer_who_confirms_takes_it_in_and_the_journal_keeps_which_it_stands_beside(
    cast: Cast,
) -> None:
    first = take_in(cast).dossier
    second = take_in(cast, is_repeat_confirmed=True).dossier
    entry = Entry.objects.get(stream=stream_of(second), kind="dossier.submitted")
    assert entry.data["repeats"] == [first.pk]


def test_once_the_first_has_ended_nothing_is_asked(cast: Cast) -> None:
    first = take_in(cast).dossier
    withdraw_dossier(dossier=first, by=cast.dung, at=NINE, reason="Người nộp đổi ý, xin rút hồ sơ.")
    assert "repeats" not in Entry.objects.get(stream=stream_of(take_in(cast).dossier), number=1).data


def test_originals_certified_and_plain_copies_are_kept_apart_and_printed(cast: Cast) -> None:
    key = required_key()
    dossier = take_in(cast, handed_in={key: {"originals": 1, "copies": 2}}).dossier
    assert open_content(again(dossier)).sheets[key] == Sheets(originals=1, copies=2)
    lines = {one["name"]: one for one in receipt(dossier)["documents"]}
    asked = birth().requirement(key)
    assert asked is not None
    assert lines[asked.name] == {
        "name": asked.name,
        "original_count": 1,
        "certified_count": 0,
        "copy_count": 2,
    }


def test_who_hands_it_in_for_another_is_kept_sealed_named_on_the_receipt_and_told_in_the_story(
    cast: Cast,
) -> None:
    dossier = take_in(cast, how=Handover(is_by_proxy=True, delegation=PROXY)).dossier
    assert open_content(again(dossier)).delegation == PROXY
    assert "044088000025" not in str(Dossier.objects.filter(pk=dossier.pk).values().get())
    assert receipt(dossier)["submitter"].startswith("Trương Văn Bình")
    assert Entry.objects.get(stream=stream_of(dossier), number=1).data["is_by_proxy"]


def test_a_proxy_without_a_ground_is_asked_for_it_and_nothing_is_taken(cast: Cast) -> None:
    with pytest.raises(NotDone) as raised:
        take_in(cast, how=Handover(is_by_proxy=True, delegation={**PROXY, "ground": ""}), handed_in={})
    assert {"delegation.ground", f"documents.{required_key()}"} <= raised.value.fields.keys()
    assert not Dossier.objects.exists()


def test_what_comes_by_post_keeps_its_items_number(cast: Cast) -> None:
    dossier = take_in(cast, how=Handover(channel="post", post_item="eb123456789vn")).dossier
    assert (dossier.channel, open_content(again(dossier)).post_item) == ("post", "EB123456789VN")


@pytest.mark.parametrize(("channel", "wrong"), [("post", "post_item"), ("pigeon", "")])
def test_a_post_without_number_or_another_way_is_refused(cast: Cast, channel: str, wrong: str) -> None:
    with pytest.raises(NotDone) as raised:
        take_in(cast, how=Handover(channel=channel))
    assert set(raised.value.fields) == ({wrong} if wrong else set())


def test_what_is_given_at_once_is_received_and_handed_over_in_one_move_without_a_receipt(cast: Cast) -> None:
    publish("1.001193", is_immediate=True)
    result = stored_file("trich-luc")
    dossier = take_in(cast, at_once=AtOnce(results=[("trich-luc.pdf", result)])).dossier
    assert story(dossier) == ["dossier.submitted", "dossier.received", "dossier.finished", "dossier.released"]
    assert (dossier.status, dossier.outcome, dossier.timeliness) == ("released", "granted", "early")
    assert dossier.code
    assert not Paper.objects.filter(dossier=dossier, form="01").exists()
    assert dossier.documents.get(is_result=True).file == result


def test_who_asks_for_a_receipt_all_the_same_gets_one(cast: Cast) -> None:
    publish("1.001193", is_immediate=True)
    dossier = take_in(cast, at_once=AtOnce(has_receipt=True)).dossier
    assert Paper.objects.filter(dossier=dossier, form="01").exists()


def receipt(dossier: Dossier) -> dict[str, Any]:
    return sheet_of(Paper.objects.get(dossier=dossier, form="01"))
