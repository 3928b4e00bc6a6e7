"""The list of results nobody has come for, and what desk and applicant read of being told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.jobs.alarms import ring_due_alarms
from motcua.records.dossiers.models import Dossier
from motcua.records.releases.models import Notice
from motcua.records.tasks.models import Task
from motcua.reports import uncollected
from motcua.services import clock
from tests.cast import Cast, signed_in_client
from tests.services.dossiers.steps import TUESDAY, at_most, finished
from tests.web.desk.conftest import address, look

LYING = TUESDAY + timedelta(days=16)
PAGE = "/desk/uncollected/"


@pytest.fixture
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    shift = LYING - timezone.now()
    monkeypatch.setattr(clock, "clock_shift", lambda: shift)


def test_before_the_days_are_over_nothing_is_listed(cast: Cast) -> None:
    dossier = finished(cast)
    assert str(dossier.code) not in look(cast.dung, PAGE)


@pytest.mark.usefixtures("_later")
def test_what_lies_there_is_listed_with_how_long_and_when_reminded(cast: Cast) -> None:
    dossier = finished(cast)
    said = look(cast.dung, PAGE)
    assert str(dossier.code) in said
    assert "16 ngày" in said
    assert "chưa nhắc" in said
    ring_due_alarms(at=LYING)
    assert "chưa nhắc" not in look(cast.dung, PAGE)


@pytest.mark.usefixtures("_later")
def test_it_is_found_without_diacritics_and_by_outcome(cast: Cast) -> None:
    code = str(finished(cast).code)
    assert code in look(cast.dung, f"{PAGE}?q=nguyen+thi+lan&outcome=granted")
    assert code not in look(cast.dung, f"{PAGE}?q=truong")
    assert code not in look(cast.dung, f"{PAGE}?outcome=refused")


@pytest.mark.usefixtures("_later")
def test_another_desk_sees_nothing_of_it_and_a_specialist_has_no_such_list(cast: Cast) -> None:
    code = str(finished(cast).code)
    assert code not in look(cast.tam, PAGE)
    assert signed_in_client(cast.son).get(PAGE).status_code == 403


def test_page_after_page_everything_comes_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uncollected, "PAGE", 2)
    made = [finished(cast) for _ in range(5)]
    Task.objects.filter(dossier=made[0].pk, step="release").update(opened_at=LYING)
    desks, found, after = [cast.agency["phong_thuy"].pk], [], "begin"
    while after:
        page = uncollected.uncollected_page(desks, before=LYING, after=after)
        found += [task.dossier_id for task in page.tasks]
        after = page.next
    assert found == [one.pk for one in made[1:]]


@pytest.mark.usefixtures("_later")
def test_the_list_takes_as_many_statements_for_many_as_for_one(cast: Cast) -> None:
    finished(cast)
    browser = signed_in_client(cast.dung)
    browser.get(PAGE)
    for _ in range(4):
        finished(cast)
    with at_most(5):
        browser.get(PAGE)


def test_desk_and_applicant_read_that_the_result_came_early(cast: Cast) -> None:
    dossier = finished(cast)
    assert "kết quả có sớm hơn hẹn" in look(cast.dung, address(dossier))
    page = f"/dossiers/{dossier.tracking_code}/"
    assert "Kết quả có sớm hơn hẹn." in look(cast.lan, page)
    Dossier.objects.filter(pk=dossier.pk).update(released_at=TUESDAY, status="released")
    assert "Kết quả có sớm hơn hẹn." not in look(cast.lan, page)


def test_the_applicant_is_reminded_where_they_look(cast: Cast) -> None:
    dossier = finished(cast)
    Notice.objects.create(dossier=dossier, kind=Notice.UNCOLLECTED, at=TUESDAY)
    said = look(cast.lan, f"/dossiers/{dossier.tracking_code}/")
    assert "Kết quả đang chờ bạn đến nhận." in said
    assert "mang theo Giấy tiếp nhận" in said
