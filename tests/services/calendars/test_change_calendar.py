"""services/calendars: an administrator changes the calendar, sees first what moves, and nothing is lost."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from motcua.kit.instants import instant
from motcua.records.calendars.models import CalendarVersion
from motcua.records.dossiers.models import Dossier
from motcua.records.journal.models import Entry
from motcua.rules.calendar_change import DaysChange
from motcua.services.calendars.change_calendar import change_calendar, latest_calendar
from motcua.services.calendars.move_open_dossiers import move_open_dossiers
from motcua.services.calendars.preview import preview_change
from motcua.services.dossiers.apologise import apologise
from motcua.services.dossiers.facts.content import open_content
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.dossiers.supplement import supplement_dossier
from motcua.services.errors import NotDone
from motcua.services.province.load import load_province
from motcua.services.verification.verify import verify
from tests.cast import MONDAY, Cast, filed
from tests.services.dossiers.steps import (
    NINE,
    TUESDAY,
    again,
    complete,
    nothing_changes,
    open_task,
    received,
    story,
)

WEDNESDAY = date(2020, 9, 16)
STORM = DaysChange(WEDNESDAY, WEDNESDAY, "nghi_hoan_doi", "Nghỉ tránh bão số 5")


def change(cast: Cast, what: DaysChange = STORM, *, moves_open: bool = True) -> CalendarVersion:
    return change_calendar(
        change=what,
        reason="Công điện 20",
        seen=latest_calendar().number,
        moves_open=moves_open,
        by=cast.tuan,
        at=TUESDAY,
    )


def test_the_new_version_stands_beside_the_old_one(cast: Cast) -> None:
    old = latest_calendar()
    new = change(cast)
    assert (new.number, new.made_by, new.reason) == (old.number + 1, cast.tuan, "Công điện 20")
    assert CalendarVersion.objects.get(pk=old.pk).content == old.content
    entry = Entry.objects.filter(stream="configuration").latest("number")
    assert (entry.kind, entry.actor, entry.data["number"]) == ("calendar.changed", cast.tuan.pk, new.number)


def test_the_preview_names_what_would_move_and_moves_nothing(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier):
        preview = preview_change(STORM)
    (move,) = preview.moves
    assert (move.dossier, move.old_at, move.kept) == (dossier, dossier.due_at, False)
    assert move.new_at > move.old_at
    assert (preview.count, preview.is_whole) == (1, True)
    assert preview.by_agency == [(dossier.lead_agency.name, 1)]
    assert preview.number == latest_calendar().number


def test_a_day_after_the_due_date_moves_nothing(cast: Cast) -> None:
    received(cast)
    far = DaysChange(date(2020, 12, 1), date(2020, 12, 1), "nghi_hoan_doi", "Nghỉ")
    assert preview_change(far).count == 0


def test_what_the_preview_says_is_what_happens(cast: Cast) -> None:
    dossier = received(cast)
    (move,) = preview_change(STORM).moves
    change(cast)
    assert move_open_dossiers(at=TUESDAY) == 1
    moved = again(dossier)
    assert (moved.due_at, moved.calendar_version) == (move.new_at, latest_calendar())
    assert moved.next_alarm_at == move.new_at
    assert story(moved)[-1] == "dossier.calendar_changed"


def test_the_open_step_is_due_by_the_new_calendar_too(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=1)
    before = open_task(dossier)
    change(cast)
    move_open_dossiers(at=TUESDAY)
    after = open_task(dossier)
    assert before.due_at is not None
    assert after.due_at is not None
    assert after.due_at >= before.due_at
    assert after.next_alarm_at == after.due_at


def test_a_filed_dossier_waits_for_its_desk_by_the_new_calendar(cast: Cast) -> None:
    dossier = filed(cast, at=instant(datetime(2020, 9, 15, 16, 0)))
    change(cast)
    move_open_dossiers(at=TUESDAY)
    moved = again(dossier)
    assert moved.answer_due_at == dossier.answer_due_at + timedelta(days=1)
    assert open_task(moved).due_at == moved.answer_due_at


def test_without_the_wish_open_dossiers_stay_and_new_ones_follow(cast: Cast) -> None:
    dossier = received(cast)
    change(cast, moves_open=False)
    assert move_open_dossiers(at=TUESDAY) == 0
    assert again(dossier).due_at == dossier.due_at
    assert filed(cast).calendar_version == latest_calendar()


def test_the_worker_stops_when_the_last_one_is_over(cast: Cast) -> None:
    received(cast)
    version = change(cast)
    assert move_open_dossiers(at=TUESDAY) == 1
    assert move_open_dossiers(at=TUESDAY) == 0
    version.refresh_from_db()
    assert version.moved_at == TUESDAY
    assert move_open_dossiers(at=TUESDAY) == 0


def test_finished_dossiers_keep_the_calendar_they_were_measured_by(cast: Cast) -> None:
    dossier = complete(cast, received(cast))
    change(cast)
    with nothing_changes(dossier):
        move_open_dossiers(at=TUESDAY)


def test_a_holiday_while_the_applicant_is_asked_moves_the_date_when_they_answer(cast: Cast) -> None:
    dossier = received(cast)
    asked = [AskedItem("form", "wrong", "Ngày sinh không khớp.")]
    request_supplement(dossier=dossier, by=cast.dung, at=NINE + timedelta(hours=1), items=asked)
    change(cast)
    move_open_dossiers(at=TUESDAY)
    form = Dossier.objects.get(pk=dossier.pk)
    waiting = again(dossier)
    assert waiting.calendar_version == latest_calendar()
    assert waiting.next_alarm_at == MONDAY + timedelta(days=30, hours=10)
    answered = supplement_dossier(
        dossier=again(form), by=cast.lan, at=TUESDAY, documents=[], form=_form_of(form)
    )
    assert answered.due_at is not None
    assert answered.due_at > dossier.due_at


def test_a_dossier_whose_apology_would_no_longer_be_later_stays(cast: Cast) -> None:
    dossier = received(cast)
    assert dossier.due_at is not None
    apologise(
        dossier=dossier,
        by=cast.thu,
        at=NINE,
        appointed_at=dossier.due_at + timedelta(days=1),
        reason="Chờ xác minh thêm.",
    )
    week = DaysChange(WEDNESDAY, WEDNESDAY + timedelta(days=6), "nghi_hoan_doi", "Nghỉ tránh lũ")
    assert preview_change(week).moves[0].kept
    version = change(cast, week)
    move_open_dossiers(at=TUESDAY)
    assert again(dossier).due_at == dossier.due_at
    version.refresh_from_db()
    assert version.kept == [dossier.pk]


def test_what_verify_reckons_anew_still_holds(cast: Cast) -> None:
    received(cast)
    complete(cast, received(cast, by="binh"), steps=2)
    filed(cast)
    change(cast)
    while move_open_dossiers(at=TUESDAY):
        pass
    looked_at = {check.name: check.problems for check in verify().checks}
    assert {name: looked_at[name] for name in ("dossier rows", "due instants", "open tasks")} == {
        "dossier rows": [],
        "due instants": [],
        "open tasks": [],
    }


def test_who_looked_at_an_older_version_looks_again(cast: Cast) -> None:
    change(cast)
    other = DaysChange(date(2020, 9, 17), date(2020, 9, 17), "nghi_hoan_doi", "Nghỉ tránh bão")
    with pytest.raises(NotDone) as said:
        change_calendar(change=other, reason="", seen=1, moves_open=True, by=cast.tuan, at=TUESDAY)
    assert said.value.refused.code == "calendar_changed_meanwhile"
    assert latest_calendar().number == 2


def test_an_agency_nobody_knows_is_named(cast: Cast) -> None:
    with pytest.raises(NotDone) as said:
        change(cast, DaysChange(WEDNESDAY, WEDNESDAY, "closure", "Mất điện", "000.99.99.H46"))
    assert set(said.value.fields) == {"agency"}


def test_a_change_outlives_the_next_loading_of_the_province(cast: Cast, small_province: Path) -> None:
    version = change(cast)
    assert load_province(folder=small_province, at=MONDAY)["calendars"] == 0
    assert latest_calendar() == version


def _form_of(dossier: Dossier) -> dict[str, object]:
    return dict(open_content(dossier).form)
