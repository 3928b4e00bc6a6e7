"""Every legal move of NĐ 61/2018, and a reason for every other."""

from __future__ import annotations

import itertools

import pytest

from motcua.kit.refusal import Refused
from motcua.rules.lifecycle import (
    BEFORE_RECEIPT,
    CLOCK_RUNNING,
    FINAL,
    HANDLED,
    LOOKS,
    MOVES,
    OPEN,
    Status,
    check_move,
    national_status,
    next_statuses,
)

# Written out a second time, from the text of the rules, so that a slip in the table shows.
LEGAL = """
draft: submitted
submitted: received declined awaiting_completion awaiting_payment withdrawn
awaiting_completion: submitted declined withdrawn
received: processing finished withdrawn
processing: awaiting_supplement awaiting_payment finished refused stopped withdrawn
awaiting_supplement: processing stopped withdrawn
awaiting_payment: submitted processing withdrawn stopped
finished: released
refused: released
stopped: released
"""
LEGAL_PAIRS = {
    (line.split(":")[0], there) for line in LEGAL.split("\n") if line for there in line.split(":")[1].split()
}
ALL_PAIRS = list(itertools.product(list(Status), repeat=2))


def origin(here: Status, there: Status) -> Status | None:
    if here is not Status.AWAITING_PAYMENT:
        return None
    return there if there in (Status.SUBMITTED, Status.PROCESSING) else Status.PROCESSING


@pytest.mark.parametrize(("here", "there"), ALL_PAIRS)
def test_a_move_is_legal_exactly_where_the_rules_list_it(here: Status, there: Status) -> None:
    answer = check_move(here, there, came_from=origin(here, there), is_immediate=True)
    assert (answer is None) == ((here, there) in LEGAL_PAIRS)


@pytest.mark.parametrize(("here", "there"), [pair for pair in ALL_PAIRS if pair not in LEGAL_PAIRS])
def test_an_illegal_move_is_refused_with_a_whole_vietnamese_sentence(here: Status, there: Status) -> None:
    answer = check_move(here, there, came_from=Status.PROCESSING)
    assert isinstance(answer, Refused)
    assert str(answer).endswith(".")
    assert "%" not in str(answer)


@pytest.mark.parametrize(
    ("here", "there", "code"),
    [
        ("received", "received", "already_there"),
        ("released", "processing", "final"),
        ("declined", "received", "final"),
        ("draft", "received", "not_submitted"),
        ("processing", "draft", "already_submitted"),
        ("processing", "released", "no_result"),
        ("finished", "refused", "already_handled"),
        ("submitted", "finished", "not_received"),
        ("processing", "declined", "already_received"),
        ("awaiting_supplement", "finished", "awaiting_applicant"),
        ("awaiting_completion", "received", "awaiting_applicant"),
        ("received", "stopped", "no_such_move"),
    ],
)
def test_the_reason_is_the_most_telling_one(here: str, there: str, code: str) -> None:
    answer = check_move(here, there)
    assert isinstance(answer, Refused)
    assert answer.code == code


def test_only_an_immediate_result_finishes_a_dossier_that_was_just_received() -> None:
    assert check_move("received", "finished", is_immediate=True) is None
    answer = check_move("received", "finished")
    assert isinstance(answer, Refused)
    assert answer.code == "not_immediate"


@pytest.mark.parametrize(("came_from", "other"), [("submitted", "processing"), ("processing", "submitted")])
def test_waiting_for_payment_leads_back_only_to_where_it_came_from(came_from: str, other: str) -> None:
    assert check_move("awaiting_payment", came_from, came_from=came_from) is None
    answer = check_move("awaiting_payment", other, came_from=came_from)
    assert isinstance(answer, Refused)
    assert answer.code == "not_where_it_came_from"


@pytest.mark.parametrize("came_from", [None, "declined", "received"])
def test_forgetting_where_a_payment_came_from_is_a_bug_and_not_a_no(came_from: str | None) -> None:
    with pytest.raises(ValueError, match="came from"):
        check_move("awaiting_payment", "processing", came_from=came_from)


def test_an_unknown_status_is_a_bug() -> None:
    with pytest.raises(ValueError, match="accepted"):
        check_move("accepted", "processing")


def test_the_next_statuses_are_those_a_page_may_offer() -> None:
    assert next_statuses("received") == (Status.PROCESSING, Status.WITHDRAWN)
    assert next_statuses("received", is_immediate=True)[1] == Status.FINISHED
    assert next_statuses("awaiting_payment", came_from="submitted") == ("submitted", "withdrawn", "stopped")
    assert next_statuses("released") == ()


def test_the_national_values_are_those_of_the_national_portal() -> None:
    values = {str(status): national_status(status) for status in Status}
    assert values == {
        "draft": None,
        "submitted": 1,
        "received": 2,
        "declined": 3,
        "processing": 4,
        "awaiting_completion": 5,
        "awaiting_supplement": 5,
        "awaiting_payment": 6,
        "withdrawn": 7,
        "stopped": 8,
        "refused": 8,
        "finished": 9,
        "released": 10,
    }


def test_final_statuses_are_declined_withdrawn_and_released() -> None:
    assert {"declined", "withdrawn", "released"} == FINAL


def test_the_sets_cover_every_status_without_contradiction() -> None:
    assert OPEN | HANDLED | FINAL | {Status.DRAFT} == set(Status)
    assert not OPEN & (HANDLED | FINAL)
    assert CLOCK_RUNNING <= OPEN
    assert not CLOCK_RUNNING & BEFORE_RECEIPT


def test_every_status_can_be_reached_and_every_open_one_can_end() -> None:
    reached, edge = {Status.DRAFT}, [Status.DRAFT]
    while edge:
        edge = [there for here in edge for there in MOVES[here] if there not in reached]
        reached.update(edge)
    assert reached == set(Status)


def test_every_status_has_a_word_a_shape_of_its_own_and_a_tone() -> None:
    assert set(LOOKS) == set(Status) == set(MOVES)
    assert len({look.glyph for look in LOOKS.values()}) == len({look.label for look in LOOKS.values()}) == 13
    assert {look.tone for look in LOOKS.values()} <= {"ok", "soon", "late", "wait", "neutral"}
