"""A dossier's clock, event by event (NĐ 61/2018 Art. 5.1đ, 11.2c, 19.4, 19.9)."""

from __future__ import annotations

from datetime import datetime

import pytest

from motcua.kit.errors import Unusable
from motcua.kit.wall_clock import format_wall_clock, parse_wall_clock
from motcua.rules.clock_events import ClockEvent, ClockState, Resume
from motcua.rules.deadline_clock import reckon_clock
from motcua.rules.pauses import Pause, continued_due_at
from motcua.rules.time_limit import parse_limit
from tests.rules.calendars import OFFICE

RECEIVE = "2020-09-07T09:00 receive"  # a Monday; five working days end on Monday the 14th at 17:00


def at(text: str) -> datetime:
    return parse_wall_clock(text if len(text) > 11 else f"2020-09-{text}")


def event(line: str) -> ClockEvent:
    """`09T10:00 request_supplement override` · `11T16:00 reappoint 20T17:00`"""
    when, what, *more = line.split()
    is_new_date = what == "reappoint" and more
    return ClockEvent(
        at(when), what, has_override=more == ["override"], new_due_at=at(more[0]) if is_new_date else None
    )


def story(limit: str, resume: Resume, *lines: str) -> ClockState:
    events = [event(line) for line in lines]
    return reckon_clock(limit=parse_limit(limit), resume=resume, events=events, calendar=OFFICE)


def due(state: ClockState) -> str:
    return format_wall_clock(state.due_at)


def codes(state: ClockState) -> list[str]:
    return [refused.code for _, refused in state.refused]


# -- the worked examples


def test_a_return_restarts_the_clock_from_zero_when_the_last_item_arrives() -> None:
    state = story(
        "5 working_day", "restart", RECEIVE, "09T10:00 request_supplement", "17T08:30 supplement_complete"
    )
    assert due(state) == "2020-09-24T17:00"
    assert state.started_at == at("17T08:30")
    assert state.received_at == at("07T09:00")


def test_a_return_under_a_special_law_continues_the_clock() -> None:
    state = story(
        "5 working_day", "continue", RECEIVE, "09T10:00 request_supplement", "17T08:30 supplement_complete"
    )
    assert due(state) == "2020-09-22T17:00"


def test_a_pause_within_a_day_moves_no_date() -> None:
    assert (
        due(story("5 working_day", "restart", RECEIVE, "11T16:00 pause", "11T16:30 resume"))
        == "2020-09-14T17:00"
    )


def test_a_pause_over_the_weekend_moves_the_due_date_by_the_monday() -> None:
    assert (
        due(story("5 working_day", "restart", RECEIVE, "11T16:00 pause", "14T08:00 resume"))
        == "2020-09-15T17:00"
    )


def test_a_pause_moves_a_limit_in_hours_by_its_working_minutes() -> None:
    received = "2020-09-07T14:00 receive"
    assert due(story("4 working_hour", "restart", received)) == "2020-09-08T08:00"
    paused = story("4 working_hour", "restart", received, "07T15:00 pause", "07T16:00 resume")
    assert due(paused) == "2020-09-08T09:00"


@pytest.mark.parametrize(
    ("apology", "is_late"), [("11T17:00", False), ("11T17:01", True), ("13T09:00", True)]
)
def test_an_apology_is_in_time_until_the_friday_before_a_due_monday(apology: str, is_late: bool) -> None:
    state = story("5 working_day", "restart", RECEIVE, f"{apology} reappoint 18T17:00")
    assert state.is_reappointment_late is is_late
    assert (due(state), state.appointed_at) == ("2020-09-14T17:00", at("18T17:00"))


# -- 19.4: return, once, within three working days


def test_art_11_2c_a_second_request_is_refused() -> None:
    lines = ["08T10:00 request_supplement", "08T15:00 supplement_complete", "09T10:00 request_supplement"]
    state = story("5 working_day", "restart", RECEIVE, *lines)
    assert codes(state) == ["already_asked"]
    assert (state.status, due(state), state.request_count) == ("running", "2020-09-15T17:00", 1)


def test_art_11_2c_a_superior_may_sign_for_a_second_request() -> None:
    lines = [
        "08T10:00 request_supplement",
        "08T15:00 supplement_complete",
        "09T10:00 request_supplement override",
    ]
    state = story("5 working_day", "restart", RECEIVE, *lines)
    assert (codes(state), state.status, state.request_count) == ([], "stopped", 2)
    assert not state.has_late_request


def test_a_request_before_receipt_counts_as_the_one_of_the_dossiers_life() -> None:
    state = reckon_clock(
        limit=parse_limit("5 working_day"),
        resume="restart",
        events=[event(RECEIVE), event("08T10:00 request_supplement")],
        calendar=OFFICE,
        requests_before_receipt=1,
    )
    assert codes(state) == ["already_asked"]


@pytest.mark.parametrize(("asked", "expected"), [("10T17:00", []), ("10T17:01", ["return_too_late"])])
def test_art_19_4_a_return_comes_within_three_working_days_of_receipt(
    asked: str, expected: list[str]
) -> None:
    assert codes(story("5 working_day", "restart", RECEIVE, f"{asked} request_supplement")) == expected


def test_art_19_4_a_late_return_needs_a_superior_and_is_recorded_as_late() -> None:
    state = story("9 working_day", "restart", RECEIVE, "11T08:00 request_supplement override")
    assert (codes(state), state.status, state.has_late_request) == ([], "stopped", True)


def test_art_19_4_the_three_days_run_from_receipt_not_from_the_restart() -> None:
    lines = [
        "08T10:00 request_supplement",
        "16T15:00 supplement_complete",
        "17T10:00 request_supplement override",
    ]
    assert story("5 working_day", "restart", RECEIVE, *lines).has_late_request


def test_a_procedure_may_give_another_limit_for_the_notice() -> None:
    state = reckon_clock(
        limit=parse_limit("15 working_day"),
        resume="restart",
        events=[event(RECEIVE), event("11T10:00 request_supplement")],
        calendar=OFFICE,
        notice_limit=parse_limit("5 working_day"),
    )
    assert codes(state) == []


def test_a_request_that_is_both_a_second_one_and_too_late_is_called_a_second_one() -> None:
    lines = ["08T10:00 request_supplement", "08T15:00 supplement_complete", "25T10:00 request_supplement"]
    assert codes(story("15 working_day", "restart", RECEIVE, *lines)) == ["already_asked"]


@pytest.mark.parametrize("resume", ["restart", "continue"])
def test_art_19_4_a_dossier_late_at_the_request_stays_late(resume: Resume) -> None:
    lines = ["2020-09-08T09:01 request_supplement", "10T08:00 supplement_complete", "10T08:30 finish"]
    assert story("8 working_hour", resume, RECEIVE, *lines).timeliness == "late"
    in_time = ["2020-09-08T09:00 request_supplement", "10T08:00 supplement_complete", "10T08:00 finish"]
    assert story("8 working_hour", resume, RECEIVE, *in_time).timeliness != "late"


def test_a_late_dossier_restarts_all_the_same() -> None:
    state = story(
        "1 working_day", "restart", RECEIVE, "09T09:00 request_supplement", "10T08:00 supplement_complete"
    )
    assert (due(state), state.was_late_at_request) == ("2020-09-11T17:00", True)


def test_the_evening_of_the_due_date_is_not_late_yet() -> None:
    lines = ["08T18:00 request_supplement", "10T08:00 supplement_complete", "11T09:00 finish"]
    assert story("1 working_day", "restart", RECEIVE, *lines).timeliness == "on_time"


def test_while_stopped_the_due_instant_is_the_one_from_before_the_stop() -> None:
    state = story("5 working_day", "continue", RECEIVE, "09T10:00 request_supplement")
    assert (state.status, due(state), state.stopped_at) == ("stopped", "2020-09-14T17:00", at("09T10:00"))


def test_a_restart_in_the_off_hours_counts_from_the_next_opening() -> None:
    lines = ["08T10:00 request_supplement", "12T20:00 supplement_complete"]
    assert due(story("4 working_hour", "restart", "2020-09-08T09:00 receive", *lines)) == "2020-09-14T11:00"


def test_a_restart_forgets_the_pauses_before_it() -> None:
    lines = [
        "07T10:00 pause",
        "08T10:00 resume",
        "09T10:00 request_supplement",
        "10T09:00 supplement_complete",
    ]
    state = story("5 working_day", "restart", RECEIVE, *lines)
    assert (due(state), state.pauses) == ("2020-09-17T17:00", ())


# -- continue


@pytest.mark.parametrize(
    ("limit", "before", "after"),
    [
        ("12 working_hour", "2020-09-08T15:00", "2020-09-09T10:00"),
        ("1.5 working_day", "2020-09-08T15:00", "2020-09-09T10:00"),
        ("2 working_day", "2020-09-09T17:00", "2020-09-10T17:00"),
        ("4 day", "2020-09-11T17:00", "2020-09-14T17:00"),
        ("1 month", "2020-10-07T17:00", "2020-10-08T17:00"),
    ],
)
def test_each_kind_of_limit_moves_in_its_own_measure(limit: str, before: str, after: str) -> None:
    assert due(story(limit, "continue", RECEIVE)) == before
    paused = story(limit, "continue", RECEIVE, "07T16:00 pause", "08T11:00 resume")
    assert due(paused) == after


def test_a_same_day_limit_moves_by_minutes() -> None:
    state = story("0 working_day", "restart", RECEIVE, "07T16:00 pause", "08T08:00 resume")
    assert due(state) == "2020-09-08T09:00"


def test_a_pause_in_the_off_hours_moves_a_limit_in_hours_by_nothing() -> None:
    lines = ["07T17:00 pause", "08T07:00 resume"]
    assert due(story("9 working_hour", "restart", RECEIVE, *lines)) == due(
        story("9 working_hour", "restart", RECEIVE)
    )


def test_a_pause_that_ends_in_the_off_hours_ends_in_effect_at_the_next_opening() -> None:
    night = story("9 working_hour", "restart", RECEIVE, "07T16:00 pause", "07T22:00 resume")
    morning = story("9 working_hour", "restart", RECEIVE, "07T16:00 pause", "08T07:00 resume")
    assert due(night) == due(morning)


def test_days_off_inside_a_pause_move_no_working_day_but_move_calendar_days() -> None:
    lines = ["11T10:00 pause", "13T10:00 resume"]
    assert due(story("5 working_day", "restart", RECEIVE, *lines)) == "2020-09-14T17:00"
    assert due(story("8 day", "restart", RECEIVE, *lines)) == "2020-09-17T17:00"


def test_a_pause_begun_after_the_due_instant_moves_nothing() -> None:
    assert (
        due(story("1 working_day", "continue", RECEIVE, "08T17:00 pause", "10T09:00 resume"))
        == "2020-09-10T17:00"
    )
    assert (
        due(story("1 working_day", "continue", RECEIVE, "08T17:01 pause", "10T09:00 resume"))
        == "2020-09-08T17:00"
    )


def test_a_pause_that_touches_the_one_before_is_one_with_it() -> None:
    lines = ["08T16:00 pause", "09T18:00 resume", "09T18:00 pause", "10T09:00 resume"]
    assert due(story("1 working_day", "continue", RECEIVE, *lines)) == "2020-09-10T17:00"


def test_overlapping_pauses_count_once() -> None:
    pauses = [Pause(at("09T10:00"), at("11T09:00")), Pause(at("10T08:00"), at("10T16:00"), "return")]
    moved = continued_due_at(at("07T09:00"), parse_limit("5 working_day"), pauses, OFFICE)
    assert moved == at("16T17:00")


def test_the_due_instant_comes_back_from_the_stored_facts() -> None:
    lines = [
        "08T10:00 pause",
        "10T11:00 resume",
        "10T16:00 request_supplement",
        "15T09:00 supplement_complete",
    ]
    state = story("5 working_day", "continue", RECEIVE, *lines)
    again = continued_due_at(state.started_at, parse_limit("5 working_day"), state.pauses, OFFICE)
    assert state.due_at == again


# -- 19.9: one new date


def test_art_19_9_a_second_new_date_is_refused() -> None:
    state = story(
        "5 working_day", "restart", RECEIVE, "10T09:00 reappoint 18T17:00", "11T09:00 reappoint 25T17:00"
    )
    assert (codes(state), state.appointed_at) == (["already_reappointed"], at("18T17:00"))


@pytest.mark.parametrize("new", ["11T17:00", "14T17:00"])
def test_art_19_9_a_new_date_that_is_not_later_is_refused(new: str) -> None:
    state = story("5 working_day", "restart", RECEIVE, f"10T09:00 reappoint {new}")
    assert (codes(state), state.appointed_at, state.is_reappointment_late) == (["not_later"], None, None)


def test_art_19_9_a_refused_new_date_leaves_the_next_one_free() -> None:
    lines = ["10T09:00 reappoint 14T17:00", "10T09:01 reappoint 14T17:01"]
    assert story("5 working_day", "restart", RECEIVE, *lines).appointed_at == at("14T17:01")


def test_art_19_9_the_promise_never_moves_what_is_measured() -> None:
    lines = ["10T09:00 reappoint 18T17:00", "17T09:00 finish"]
    state = story("5 working_day", "restart", RECEIVE, *lines)
    assert (due(state), state.timeliness) == ("2020-09-14T17:00", "late")


@pytest.mark.parametrize(("apology", "is_late"), [("08T17:00", False), ("08T17:01", True)])
def test_art_19_9_a_limit_of_one_working_day_leaves_until_the_due_instant(
    apology: str, is_late: bool
) -> None:
    state = story("1 working_day", "restart", RECEIVE, f"{apology} reappoint 18T17:00")
    assert state.is_reappointment_late is is_late


def test_an_apology_is_measured_against_the_due_date_the_pauses_have_left() -> None:
    lines = ["08T10:00 pause", "10T10:00 resume", "15T17:00 reappoint 25T17:00"]
    assert story("5 working_day", "restart", RECEIVE, *lines).is_reappointment_late is False


# -- what cannot happen


@pytest.mark.parametrize("stop", ["request_supplement", "pause"])
@pytest.mark.parametrize(
    "then",
    [
        "09T11:00 request_supplement override",
        "09T11:00 pause",
        "09T11:00 reappoint 20T17:00",
        "09T11:00 finish",
    ],
)
def test_a_stopped_clock_takes_only_what_ends_the_stop(stop: str, then: str) -> None:
    state = story("5 working_day", "restart", RECEIVE, f"09T10:00 {stop}", then)
    assert (codes(state), state.status, state.appointed_at, state.timeliness) == (
        ["not_running"],
        "stopped",
        None,
        None,
    )


@pytest.mark.parametrize(
    "lines",
    [
        ["09T10:00 resume"],
        ["09T10:00 supplement_complete"],
        ["09T10:00 pause", "09T11:00 supplement_complete"],
        ["09T10:00 request_supplement", "09T11:00 resume"],
    ],
)
def test_nothing_can_be_ended_that_has_not_begun(lines: list[str]) -> None:
    assert codes(story("5 working_day", "restart", RECEIVE, *lines)) == ["not_stopped"]


@pytest.mark.parametrize(
    "then", ["request_supplement", "supplement_complete", "pause", "resume", "reappoint 25T17:00", "finish"]
)
def test_after_the_end_nothing_happens_any_more(then: str) -> None:
    state = story("5 working_day", "restart", RECEIVE, "14T17:00 finish", f"15T09:00 {then}")
    assert (codes(state), state.finished_at, state.timeliness) == (
        ["after_finish"],
        at("14T17:00"),
        "on_time",
    )


def test_events_of_one_minute_happen_in_the_order_they_are_told() -> None:
    stopped_first = story(
        "5 working_day", "restart", RECEIVE, "09T10:00 pause", "09T10:00 finish", "09T10:00 resume"
    )
    assert (codes(stopped_first), stopped_first.status) == (["not_running"], "running")
    ended_first = story("5 working_day", "restart", RECEIVE, "09T10:00 finish", "09T10:00 pause")
    assert (codes(ended_first), ended_first.status) == (["after_finish"], "finished")


def test_a_dossier_may_be_finished_in_the_minute_it_is_received() -> None:
    assert story("0 working_day", "restart", RECEIVE, "07T09:00 finish").timeliness == "early"


def test_every_refusal_tells_people_what_to_do() -> None:
    lines = ["11T10:00 request_supplement", "11T11:00 reappoint 14T17:00", "11T11:00 resume"]
    state = story("5 working_day", "restart", RECEIVE, *lines)
    too_late, not_later, not_stopped = (str(refused) for _, refused in state.refused)
    assert "17:00 10/09/2020" in too_late
    assert "17:00 14/09/2020" in not_later
    assert "%" not in too_late + not_later + not_stopped


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ([], "starts with a “receive”"),
        (["09T10:00 pause"], "starts with a “receive”"),
        ([RECEIVE, "09T10:00 receive"], "received once"),
        ([RECEIVE, "09T10:00 pause", "09T09:59 resume"], "time order"),
        ([RECEIVE, "09T10:00 sleep"], "not an event"),
        ([RECEIVE, "09T10:00 reappoint"], "new_due_at"),
    ],
)
def test_a_story_that_cannot_have_happened_is_unusable(lines: list[str], what: str) -> None:
    with pytest.raises(Unusable, match=what):
        story("5 working_day", "restart", *lines)


def test_a_return_is_no_pause() -> None:
    events = [event(RECEIVE), ClockEvent(at("09T10:00"), "pause", kind="return")]
    with pytest.raises(Unusable, match="request_supplement"):
        reckon_clock(limit=parse_limit("5 working_day"), resume="restart", events=events, calendar=OFFICE)


def test_an_unknown_way_to_resume_is_unusable() -> None:
    with pytest.raises(Unusable, match="restart or continue"):
        story("5 working_day", "rewind", RECEIVE)
