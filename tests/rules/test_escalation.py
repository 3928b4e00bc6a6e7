"""Who is warned when: the ladder never rings out of order, nor before half of the limit has gone by."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.wall_clock import format_wall_clock, parse_wall_clock
from motcua.rules.escalation import (
    Rung,
    horizon,
    proposed_date,
    read_ladder,
    ring_at,
    rungs_reached,
)
from motcua.rules.time_limit import due_at, parse_limit
from tests.rules.calendars import OFFICE

RULEBOOK = Path(__file__).parents[2] / "province/quang-binh/rulebook/escalation.json"
LADDERS = json.loads(RULEBOOK.read_text(encoding="utf-8"))["ladders"]
DUE = read_ladder(LADDERS, "due", on=date(2020, 9, 14))
ANSWER = read_ladder(LADDERS, "answer", on=date(2020, 9, 14))
LIMITS = ["4 working_hour", "0 working_day", "1 working_day", "3 working_day", "15 working_day", "20 day"]
STARTS = st.integers(0, 60 * 24 * 300).map(lambda minutes: datetime(2020, 1, 2) + timedelta(minutes=minutes))


def at(text: str) -> datetime:
    return parse_wall_clock(text)


def rings(rung: Rung, start: str, due: str) -> str:
    return format_wall_clock(ring_at(rung, started_at=at(start), due_at=at(due), calendar=OFFICE))


def test_a_dossier_of_fifteen_days_warns_the_officer_two_days_before_and_the_office_a_day_after() -> None:
    told = [rings(rung, "2020-09-11T15:30", "2020-10-02T17:00") for rung in DUE]
    assert told == ["2020-09-30T17:00", "2020-10-01T17:00", "2020-10-02T11:00", "2020-10-05T17:00"]
    assert [rung.role for rung in DUE] == ["officer", "desk_head", "leader", "controller"]


def test_nobody_is_warned_in_the_first_half_of_a_short_limit() -> None:
    # received at 13:30 for 3.5 hours: 105 minutes later at the earliest
    assert rings(DUE[0], "2020-09-11T13:30", "2020-09-11T17:00") == "2020-09-11T15:15"


def test_an_unanswered_filing_climbs_from_officer_to_controlling_office() -> None:
    told = [rings(rung, "2020-09-14T07:00", "2020-09-14T17:00") for rung in ANSWER]
    assert told == ["2020-09-14T11:00", "2020-09-14T16:00", "2020-09-14T17:00", "2020-09-15T17:00"]


@given(start=STARTS, limit=st.sampled_from(LIMITS), ladder=st.sampled_from([DUE, ANSWER]))
def test_the_rungs_ring_in_order_never_before_half_time_and_late_ones_never_before_the_limit(
    start: datetime, limit: str, ladder: tuple[Rung, ...]
) -> None:
    due = due_at(start, parse_limit(limit), OFFICE)
    told = [ring_at(rung, started_at=start, due_at=due, calendar=OFFICE) for rung in ladder]
    assert told == sorted(told)
    whole = OFFICE.working_minutes_between(start, due)
    for rung, rung_at in zip(ladder, told, strict=True):
        gone = OFFICE.working_minutes_between(start, rung_at)
        assert gone == whole + rung.minutes or (rung.minutes < 0 and gone == whole - whole // 2)
        assert (rung_at >= due) or rung.minutes < 0


@given(start=STARTS, limit=st.sampled_from(LIMITS), passed=st.integers(0, 60 * 24 * 40))
def test_who_has_been_warned_is_counted_the_same_minute_by_minute(
    start: datetime, limit: str, passed: int
) -> None:
    due = due_at(start, parse_limit(limit), OFFICE)
    now = start + timedelta(minutes=passed)
    reached = rungs_reached(DUE, started_at=start, due_at=due, now=now, calendar=OFFICE)
    told = [ring_at(rung, started_at=start, due_at=due, calendar=OFFICE) for rung in DUE]
    assert reached == len([one for one in told if one <= now])
    # whatever has rung lies inside the horizon that the search looks in
    assert reached == 0 or due <= horizon(DUE, now, OFFICE)


def test_a_rulebook_whose_rungs_are_out_of_order_is_refused() -> None:
    wrong = [{**LADDERS[0], "rungs": list(reversed(LADDERS[0]["rungs"]))}]
    with pytest.raises(ValueError, match="out of order"):
        read_ladder(wrong, "due", on=date(2020, 9, 14))


def test_before_the_law_there_is_no_ladder() -> None:
    assert read_ladder(LADDERS, "due", on=date(2018, 6, 20)) == ()


@pytest.mark.parametrize(
    ("due", "now", "expected"),
    [
        ("2020-09-17T17:00", "2020-09-15T09:00", "2020-09-22T17:00"),
        ("2020-09-17T17:00", "2020-09-25T09:00", "2020-09-30T17:00"),
    ],
    ids=["before the limit", "after it"],
)
def test_the_draft_proposes_three_working_days_from_the_limit_or_from_today(
    due: str, now: str, expected: str
) -> None:
    assert format_wall_clock(proposed_date(at(due), at(now), OFFICE, working_days=3)) == expected
