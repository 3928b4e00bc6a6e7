"""rules/consultations: an opinion is due in working hours, inside the dossier's own limit."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.refusal import Refused
from motcua.rules.consultations import LONGEST_HOURS, consultation_due_at
from tests.rules.calendars import OFFICE

CALENDAR = OFFICE
TUESDAY = datetime(2020, 9, 15, 9, 0)


def test_hours_are_working_hours() -> None:
    due = consultation_due_at(TUESDAY, 8, CALENDAR, dossier_due_at=None)
    assert isinstance(due, datetime)
    assert CALENDAR.working_minutes_between(TUESDAY, due) == 480


@pytest.mark.parametrize("hours", [0, -1, LONGEST_HOURS + 1])
def test_a_limit_of_nothing_or_of_months_is_none(hours: int) -> None:
    due = consultation_due_at(TUESDAY, hours, CALENDAR, dossier_due_at=None)
    assert isinstance(due, Refused)
    assert due.code == "bad_hours"


def test_an_answer_after_the_dossiers_own_limit_would_help_nobody() -> None:
    due = consultation_due_at(TUESDAY, 16, CALENDAR, dossier_due_at=TUESDAY + timedelta(hours=3))
    assert isinstance(due, Refused)
    assert due.code == "past_the_limit"


def test_an_overdue_dossier_may_still_be_asked_about() -> None:
    due = consultation_due_at(TUESDAY, 8, CALENDAR, dossier_due_at=TUESDAY - timedelta(days=3))
    assert isinstance(due, datetime)


@given(
    minutes=st.integers(0, 60 * 24 * 40),
    hours=st.integers(1, LONGEST_HOURS),
    left=st.integers(1, 60 * 24 * 40),
)
def test_a_due_instant_is_worked_off_exactly_and_never_passes_the_limit(
    minutes: int, hours: int, left: int
) -> None:
    asked = datetime(2020, 8, 3) + timedelta(minutes=minutes)
    limit = asked + timedelta(minutes=left)
    due = consultation_due_at(asked, hours, CALENDAR, dossier_due_at=limit)
    if isinstance(due, Refused):
        assert CALENDAR.working_minutes_between(asked, limit) <= hours * 60
    else:
        assert CALENDAR.working_minutes_between(asked, due) == hours * 60
        assert due <= limit
