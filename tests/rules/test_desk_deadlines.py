"""The short deadlines around a dossier (NĐ 61/2018 Art. 18, 19.4, 19.9)."""

from __future__ import annotations

from datetime import datetime

import pytest

from motcua.kit.wall_clock import format_wall_clock, parse_wall_clock
from motcua.rules.calendar_bounds import PastCalendarEnd
from motcua.rules.desk_deadlines import (
    apology_deadline,
    forward_due_at,
    is_return_late,
    step_due_at,
    supplement_notice_deadline,
)
from motcua.rules.time_limit import due_at, parse_limit
from tests.rules.calendars import ODD, OFFICE


def at(text: str) -> datetime:
    return parse_wall_clock(text)


@pytest.mark.parametrize(
    ("received", "channel", "expected"),
    [
        ("2020-09-11T07:30", "counter", "2020-09-11T17:00"),
        ("2020-09-11T15:00", "counter", "2020-09-11T17:00"),
        ("2020-09-11T15:01", "counter", "2020-09-14T08:00"),
        ("2020-09-11T15:01", "post", "2020-09-14T08:00"),
        ("2020-09-12T10:00", "counter", "2020-09-14T08:00"),
        ("2020-09-12T10:00", "online", "2020-09-12T10:00"),
    ],
)
def test_art_18_a_paper_dossier_is_forwarded_the_same_day_or_at_the_next_opening(
    received: str, channel: str, expected: str
) -> None:
    assert format_wall_clock(forward_due_at(at(received), channel, OFFICE)) == expected


def test_art_18_a_short_day_is_over_at_its_own_close() -> None:
    assert forward_due_at(at("2020-09-12T11:30"), "counter", ODD) == at("2020-09-14T08:00")


def test_art_18_the_hour_of_grace_is_a_choice() -> None:
    assert forward_due_at(at("2020-09-11T16:00"), "counter", OFFICE, grace_minutes=0) == at(
        "2020-09-14T07:00"
    )


def test_art_19_4_a_return_is_announced_within_three_working_days() -> None:
    received = at("2020-08-31T09:00")
    assert supplement_notice_deadline(received, OFFICE) == at("2020-09-04T17:00")  # 2 September is off
    assert not is_return_late(at("2020-09-04T17:00"), received, OFFICE)
    assert is_return_late(at("2020-09-04T17:01"), received, OFFICE)


def test_art_19_4_a_procedure_may_carry_another_limit() -> None:
    received = at("2020-09-07T09:00")
    assert is_return_late(at("2020-09-08T17:01"), received, OFFICE, parse_limit("1 working_day"))
    assert not is_return_late(at("2020-09-14T17:00"), received, OFFICE, parse_limit("5 working_day"))


def test_a_return_in_the_last_days_of_the_calendar_is_in_time() -> None:
    assert not is_return_late(at("2027-12-31T09:00"), at("2027-12-30T09:00"), OFFICE)
    with pytest.raises(PastCalendarEnd):
        is_return_late(at("2028-01-03T09:00"), at("2027-12-30T09:00"), OFFICE)


@pytest.mark.parametrize(
    ("received", "limit", "expected"),
    [
        ("2020-09-07T09:00", "5 working_day", "2020-09-11T17:00"),
        ("2020-09-07T09:00", "2 working_day", "2020-09-08T17:00"),
        ("2020-08-28T09:00", "3 working_day", "2020-09-01T17:00"),
        ("2020-09-07T09:00", "9 working_hour", "2020-09-07T17:00"),
        ("2020-09-07T09:00", "1.5 working_day", "2020-09-07T17:00"),
        ("2020-08-13T10:00", "20 day", "2020-09-01T17:00"),
        ("2020-09-07T09:00", "1 month", "2020-10-06T17:00"),
        ("2020-09-07T09:00", "1 working_day", "2020-09-08T17:00"),
        ("2020-09-07T09:00", "1 day", "2020-09-08T17:00"),
        ("2020-09-07T09:00", "0 working_day", "2020-09-07T17:00"),
        ("2020-09-07T09:00", "8 working_hour", "2020-09-08T09:00"),
    ],
)
def test_art_19_9_an_apology_is_in_time_until_the_day_before_or_the_due_instant(
    received: str, limit: str, expected: str
) -> None:
    parsed = parse_limit(limit)
    due = due_at(at(received), parsed, OFFICE)
    assert format_wall_clock(apology_deadline(due, parsed, OFFICE)) == expected


def test_a_step_is_never_due_after_its_dossier() -> None:
    opened, dossier_due = at("2020-09-10T09:00"), at("2020-09-14T17:00")
    assert step_due_at(opened, parse_limit("1 working_day"), dossier_due, OFFICE) == at("2020-09-11T17:00")
    assert step_due_at(opened, parse_limit("5 working_day"), dossier_due, OFFICE) == dossier_due
