"""The page of what comes due, and the two hands that give a new date."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.escalate import escalate_dossier
from motcua.services.dossiers.sign_extension import sign_extension
from tests.cast import Cast, signed_in_client
from tests.services.dossiers.steps import NINE, NOTE, TUESDAY, again, complete, nothing_changes, received
from tests.web.desk.conftest import address, look, press

PAGE = "/desk/lateness/"
NEW_DATE = TUESDAY + timedelta(days=3, hours=8)
TYPED = {"appointed_on": "18/09/2020", "reason": NOTE}


@pytest.fixture
def late(cast: Cast) -> Dossier:
    """Received ten days ago for three working days; everybody up the ladder has been warned."""
    dossier = received(cast, at=NINE - timedelta(days=10))
    escalate_dossier(dossier=again(dossier), about="due", at=TUESDAY)
    return again(dossier)


@pytest.fixture
def led_by_justice(late: Dossier, cast: Cast) -> Dossier:
    """The district's justice office leads it; the commune's desk took it in."""
    Dossier.objects.filter(pk=late.pk).update(lead_agency=cast.agency["justice"])
    return again(late)


def version(dossier: Dossier) -> dict[str, str]:
    return {"version": str(again(dossier).version)}


@pytest.mark.parametrize("login", ["dung", "hoa", "thu", "nga"])
def test_each_rung_of_the_ladder_sees_the_warning(cast: Cast, late: Dossier, login: str) -> None:
    assert str(late.code) in look(cast.accounts[login], PAGE)


@pytest.mark.parametrize("login", ["tam", "son"])
def test_who_was_not_warned_sees_nothing(cast: Cast, late: Dossier, login: str) -> None:
    assert "Không có lời nhắc nào" in look(cast.accounts[login], PAGE)


def test_what_is_handled_is_no_longer_brought_up(cast: Cast, late: Dossier) -> None:
    complete(cast, late, at=TUESDAY)
    assert str(late.code) not in look(cast.thu, PAGE)


def test_the_leader_finds_the_draft_and_signs_both_at_once_where_the_agency_is_its_own_desk(
    cast: Cast, late: Dossier
) -> None:
    assert str(late.code) in look(cast.thu, f"{PAGE}?kind=sign")
    shown = look(cast.thu, address(late))
    assert "soạn sẵn" in shown
    assert "Lập phiếu xin lỗi (Mẫu 04)" in shown
    press(cast.thu, late, "apologise", {**version(late), **TYPED})
    assert again(late).appointed_at is not None
    assert "Không có phiếu nào chờ ký" in look(cast.thu, f"{PAGE}?kind=sign")


def test_where_agency_and_desk_are_two_the_agency_signs_and_the_desk_sets_the_date(
    cast: Cast, led_by_justice: Dossier
) -> None:
    dossier = led_by_justice
    press(cast.hang, dossier, "sign-extension", {**version(dossier), **TYPED})
    assert again(dossier).appointed_at is None
    assert str(dossier.code) in look(cast.dung, f"{PAGE}?kind=appoint")
    assert NOTE in look(cast.dung, address(dossier))
    press(cast.dung, dossier, "reappoint", {**version(dossier), "appointed_on": "18/09/2020"})
    assert again(dossier).appointed_at == NEW_DATE
    assert "Không có hồ sơ nào chờ" in look(cast.dung, f"{PAGE}?kind=appoint")


def test_the_desk_cannot_sign_for_the_agency_nor_the_agency_set_the_date(
    cast: Cast, led_by_justice: Dossier
) -> None:
    dossier = led_by_justice
    with nothing_changes(dossier):
        assert press(cast.dung, dossier, "sign-extension", {**version(dossier), **TYPED}).status_code == 403
        assert press(cast.hang, dossier, "reappoint", version(dossier)).status_code == 403


@pytest.mark.parametrize("typed", ["mai", "", "31/02/2020", "25/09/99999"])
def test_a_new_date_that_is_none_is_asked_for_at_its_box(
    cast: Cast, led_by_justice: Dossier, typed: str
) -> None:
    dossier = led_by_justice
    with nothing_changes(dossier):
        answer = press(
            cast.hang, dossier, "sign-extension", {**version(dossier), **TYPED, "appointed_on": typed}
        )
    assert answer.status_code == 422
    assert "#sign-extension-appointed_on" in answer.content.decode()
    assert NOTE in answer.content.decode()


def test_a_second_signature_is_told_who_was_first(cast: Cast, led_by_justice: Dossier) -> None:
    dossier = led_by_justice
    sign_extension(dossier=dossier, by=cast.hang, at=TUESDAY, proposed_at=NEW_DATE, reason=NOTE)
    answer = press(cast.hang, dossier, "sign-extension", {**version(dossier), **TYPED})
    assert answer.status_code == 422
    assert "Cao Thu Hằng đã ký" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    ["?kind=<b>", "?kind=sign&after=x~y", "?after=99999999999999999999", "?kind=appoint&after=2020~1"],
)
def test_an_address_that_makes_no_sense_shows_a_page(cast: Cast, query: str) -> None:
    assert signed_in_client(cast.thu).get(PAGE + query).status_code == 200


@pytest.mark.parametrize(
    ("due", "is_there"), [("overdue", True), ("today", False), ("soon", False), ("", True)]
)
def test_the_queue_tells_overdue_from_due_today_and_due_soon(
    cast: Cast, late: Dossier, due: str, is_there: bool
) -> None:
    assert (str(late.code) in look(cast.dung, f"/desk/?due={due}")) is is_there


def test_what_is_due_today_and_in_three_days_is_found_by_its_word(cast: Cast) -> None:
    today = received(cast, at=NINE)  # the first step of a dossier received on Monday
    task = today.tasks.get(status="open")
    for due_at, word in ((TUESDAY + timedelta(hours=3), "today"), (TUESDAY + timedelta(days=2), "soon")):
        today.tasks.filter(pk=task.pk).update(due_at=due_at)
        assert str(today.code) in look(cast.dung, f"/desk/?due={word}")
