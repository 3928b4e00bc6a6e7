"""Somebody is away: their work stands in the substitute's list, is done by them, and told as such."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from motcua.records.absences.models import Absence
from motcua.records.dossiers.models import Dossier
from motcua.records.journal.models import Entry
from motcua.services import clock
from motcua.services.absences.end_absence import end_absence
from motcua.services.dossiers.assign import assign_task
from tests.cast import Cast, bearer, signed_in_client
from tests.services.absences.covering import away
from tests.services.dossiers.consulting import handled
from tests.services.dossiers.steps import NINE, TUESDAY, again, nothing_changes, open_task
from tests.web.desk.conftest import address, look, press

PAGE = "/desk/absences/"
TYPED = {"from_on": "15/09/2020", "until_on": "17/09/2020"}


@pytest.fixture
def sons(cast: Cast) -> Dossier:
    """Sơn's own, by name."""
    dossier = handled(cast)
    assign_task(task=open_task(dossier), to=cast.son, by=cast.son, at=NINE)
    return again(dossier)


def complete(cast: Cast, dossier: Dossier, by: str) -> int:
    typed = {"version": again(dossier).version, "note": "Đã thẩm định."}
    return press(cast.accounts[by], dossier, "complete-step", typed, task=open_task(dossier).pk).status_code


def test_the_substitutes_list_shows_the_work_and_they_do_it_in_place_of_the_absent(
    cast: Cast, sons: Dossier
) -> None:
    assert str(sons.code) not in look(cast.thu, "/desk/")
    away(cast)
    assert str(sons.code) in look(cast.thu, "/desk/")
    assert complete(cast, sons, "thu") == 302
    entry = Entry.objects.filter(kind="dossier.step_completed").order_by("pk").last()
    assert entry is not None
    assert (entry.actor, entry.data["in_place_of"]) == (cast.thu.pk, cast.son.pk)
    assert f"(thay {cast.son.name})" in look(cast.thu, address(sons))


def test_without_a_cover_nobody_does_a_colleagues_step(cast: Cast, sons: Dossier) -> None:
    with nothing_changes(sons):
        assert complete(cast, sons, "thu") == 403


def test_others_get_nothing_from_a_cover(cast: Cast, sons: Dossier) -> None:
    away(cast)
    with nothing_changes(sons):
        assert complete(cast, sons, "mai") == 403
    assert str(sons.code) not in look(cast.mai, "/desk/")


def test_who_is_away_may_still_do_their_own_work(cast: Cast, sons: Dossier) -> None:
    away(cast)
    assert complete(cast, sons, "son") == 302


def test_a_cover_ends_by_itself(cast: Cast, sons: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    away(cast)
    shift = clock.clock_shift() + timedelta(days=3)
    monkeypatch.setattr(clock, "clock_shift", lambda: shift)
    assert str(sons.code) not in look(cast.thu, "/desk/")
    with nothing_changes(sons):
        assert complete(cast, sons, "thu") == 403


def test_a_cover_that_is_yet_to_come_gives_nothing(cast: Cast, sons: Dossier) -> None:
    away(cast, from_on=TUESDAY.date() + timedelta(days=1))
    with nothing_changes(sons):
        assert complete(cast, sons, "thu") == 403


def test_an_ended_cover_gives_nothing_any_more(cast: Cast, sons: Dossier) -> None:
    end_absence(absence=away(cast), by=cast.son, at=TUESDAY)
    with nothing_changes(sons):
        assert complete(cast, sons, "thu") == 403


def test_an_officer_records_their_own_absence_and_comes_back_early(cast: Cast) -> None:
    typed = {**TYPED, "absent": cast.son.pk, "substitute": cast.thu.pk}
    browser = signed_in_client(cast.son)
    assert browser.post(reverse("desk:absence-record"), typed).status_code == 302
    assert cast.thu.name in look(cast.son, PAGE)
    made = Absence.objects.get()
    assert browser.post(reverse("desk:absence-end", kwargs={"absence": made.pk})).status_code == 302
    assert "Không ai vắng" in look(cast.son, PAGE)


def test_no_officer_sends_a_colleague_away_but_their_head_does(cast: Cast) -> None:
    typed = {**TYPED, "absent": cast.son.pk, "substitute": cast.thu.pk}
    where = reverse("desk:absence-record")
    assert signed_in_client(cast.mai).post(where, typed).status_code in {403, 404}
    assert not Absence.objects.exists()
    assert signed_in_client(cast.thu).post(where, typed).status_code == 302


def test_a_head_of_another_agency_has_no_say(cast: Cast) -> None:
    typed = {**TYPED, "absent": cast.son.pk, "substitute": cast.thu.pk}
    signed_in_client(cast.hang).post(reverse("desk:absence-record"), typed)
    assert not Absence.objects.exists()


def test_what_was_typed_is_kept_and_the_box_says_why(cast: Cast) -> None:
    typed = {**TYPED, "until_on": "mai", "absent": cast.son.pk, "substitute": cast.son.pk}
    answer = signed_in_client(cast.son).post(reverse("desk:absence-record"), typed)
    assert answer.status_code == 422
    assert 'value="mai"' in answer.content.decode()
    assert 'href="#absence-record-until_on"' in answer.content.decode()


def test_machines_record_and_end_it_too(cast: Cast) -> None:
    body = {"substitute": "thu", "from_on": "2020-09-15", "until_on": "2020-09-17"}
    browser, headers = signed_in_client(cast.son), bearer(cast.son)
    made = browser.post("/api/v1/absences", body, content_type="application/json", headers=headers)
    assert made.status_code == 200, made.content
    where = f"/api/v1/absences/{made.json()['id']}/end"
    assert browser.post(where, content_type="application/json", headers=headers).status_code == 200
