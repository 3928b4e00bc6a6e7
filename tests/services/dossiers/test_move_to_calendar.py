"""services/dossiers/move_to_calendar: one dossier under another calendar; see also services/calendars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.records.calendars.models import CalendarVersion
from motcua.records.dossiers.models import Dossier
from motcua.rules.calendar_change import DaysChange
from motcua.services.calendars.change_calendar import change_calendar
from motcua.services.dossiers.move_to_calendar import move_to_calendar
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.errors import NotDone
from tests.cast import Cast
from tests.services.dossiers.steps import (
    NINE,
    TUESDAY,
    again,
    at_most,
    complete,
    nothing_changes,
    open_task,
    received,
    sent_count,
)

WEDNESDAY = date(2020, 9, 16)


@pytest.fixture
def stormy(cast: Cast) -> CalendarVersion:
    storm = DaysChange(WEDNESDAY, WEDNESDAY, "nghi_hoan_doi", "Nghỉ tránh bão số 5")
    return change_calendar(change=storm, reason="", seen=1, moves_open=True, by=cast.tuan, at=NINE)


def test_dossier_and_portal_get_the_new_date(cast: Cast, stormy: CalendarVersion) -> None:
    dossier = received(cast)
    Dossier.objects.filter(pk=dossier.pk).update(calendar_version=1)
    dossier = again(dossier)
    before, sent = dossier.due_at, sent_count(dossier)
    assert before is not None
    # Filed under the stormy calendar already: put back under the first, its date is the old one.
    first = CalendarVersion.objects.get(number=1)
    assert move_to_calendar(dossier=dossier, calendar=first, at=TUESDAY)
    assert again(dossier).due_at == before - timedelta(days=1)
    assert sent_count(dossier) == sent + 1


def test_a_date_that_stays_is_told_to_nobody(cast: Cast, stormy: CalendarVersion) -> None:
    dossier = received(cast)
    sent = sent_count(dossier)
    assert move_to_calendar(dossier=again(dossier), calendar=stormy, at=TUESDAY)
    assert again(dossier).due_at == dossier.due_at
    assert sent_count(dossier) == sent


def test_who_was_quicker_wins(cast: Cast, stormy: CalendarVersion) -> None:
    dossier = received(cast)
    stale = again(dossier)
    complete(cast, dossier, steps=1)
    with nothing_changes(dossier), pytest.raises(NotDone) as said:
        move_to_calendar(dossier=stale, calendar=stormy, at=TUESDAY)
    assert said.value.refused.code == "changed_meanwhile"


def test_a_paused_dossiers_alarm_stays_silent(cast: Cast, stormy: CalendarVersion) -> None:
    dossier = received(cast)
    Dossier.objects.filter(pk=dossier.pk).update(next_alarm_at=None)
    task = open_task(dossier)
    type(task).objects.filter(pk=task.pk).update(next_alarm_at=None)
    move_to_calendar(dossier=again(dossier), calendar=stormy, at=TUESDAY)
    assert again(dossier).next_alarm_at is None
    assert open_task(dossier).next_alarm_at is None


def test_it_costs_few_statements(cast: Cast, stormy: CalendarVersion) -> None:
    dossier = again(received(cast))
    move_to_calendar(dossier=dossier, calendar=stormy, at=TUESDAY)
    with at_most(13):
        move_to_calendar(dossier=dossier, calendar=stormy, at=TUESDAY)


def test_what_waits_for_its_applicant_still_rings_for_the_wait(cast: Cast, stormy: CalendarVersion) -> None:
    dossier = received(cast)
    asked = [AskedItem("form", "wrong", "Ghi lại địa chỉ thường trú cho đúng sổ.")]
    request_supplement(dossier=dossier, by=cast.dung, at=TUESDAY, items=asked)
    rings = again(dossier).next_alarm_at
    move_to_calendar(dossier=again(dossier), calendar=stormy, at=TUESDAY)
    assert again(dossier).next_alarm_at == rings
