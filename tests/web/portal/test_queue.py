"""A number taken on the phone, and its own page."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.records.queueing.models import QueueTicket
from motcua.services.queueing.call_next import call_next
from tests.cast import AGENCIES, Cast
from tests.services.dossiers.steps import TUESDAY
from tests.services.queueing.hall import counter, field, ticket
from tests.services.queueing.test_appointments import SLOT, places
from tests.services.queueing.test_appointments import booked as make_booking
from tests.web.desk.conftest import _tuesday, words

__all__ = ["_tuesday"]
pytestmark = pytest.mark.django_db
PAGE = f"/queue/{AGENCIES['phong_thuy']}/"


def test_a_number_is_taken_without_an_account_and_says_who_is_before(cast: Cast) -> None:
    mine, browser = counter(cast), Client()
    ticket(cast)
    taken = browser.post(PAGE, {"field": field(cast).code})
    shown = words(browser.get(taken["Location"]))
    assert "A002" in shown
    assert "1 người trước bạn" in shown
    assert "chờ khoảng 10 phút" in shown
    for _ in range(2):
        here = call_next(counter=mine, by=cast.dung, at=TUESDAY)
        QueueTicket.objects.filter(pk=here.pk).update(status="no_show")
    QueueTicket.objects.filter(pk=here.pk).update(status="called")
    assert "Mời đến quầy 1" in words(browser.get(taken["Location"]))


def test_priority_is_kept_without_its_reason(cast: Cast) -> None:
    counter(cast)
    taken = Client().post(PAGE, {"field": field(cast).code, "grounds": ["pregnant"]})
    assert "ưu tiên" in words(Client().get(taken["Location"]))
    assert QueueTicket.objects.get().is_priority


def test_what_is_wrong_is_said_beside_the_question(cast: Cast) -> None:
    assert "Hãy chọn lĩnh vực" in words(Client().post(PAGE, {}))
    closed = Client().post(PAGE, {"field": field(cast).code})
    assert closed.status_code == 422
    assert "Chưa có quầy nào mở" in words(closed)
    assert Client().get("/queue/000.99.99.H46/").status_code == 404


def test_the_place_is_given_up_from_its_page_only_while_waiting(cast: Cast) -> None:
    mine, one, two = counter(cast), ticket(cast), ticket(cast)
    assert Client().post(f"/queue/tickets/{one.token}/").status_code == 302
    assert "bỏ lượt" in words(Client().get(f"/queue/tickets/{one.token}/"))
    call_next(counter=mine, by=cast.dung, at=TUESDAY)
    assert Client().post(f"/queue/tickets/{two.token}/").status_code == 409


def test_a_time_is_booked_kept_and_leads_to_a_number(cast: Cast) -> None:
    assert "chưa nhận hẹn" in words(Client().get(f"{PAGE}appointments/"))
    places(cast, 1)
    counter(cast)
    typed = {"field": field(cast).code, "slot": f"{SLOT:%Y-%m-%dT%H:%M}", "phone": "0912345678"}
    booked = Client().post(f"{PAGE}appointments/", typed)
    assert "09:30" in words(Client().get(booked["Location"]))
    full = Client().post(f"{PAGE}appointments/", {**typed, "phone": "0987654321"})
    assert "Hãy chọn một giờ còn chỗ" in words(full)
    came = Client().post(booked["Location"], {"act": "arrive"})
    assert "A001" in words(Client().get(came["Location"]))
    assert Client().post(booked["Location"], {"act": "cancel"}).status_code == 409


def test_a_time_is_given_back_from_its_page(cast: Cast) -> None:
    places(cast, 1)
    one = make_booking(cast)
    where = f"/queue/appointments/{one.token}/"
    assert Client().post(where, {"act": "cancel"})["Location"] == where
    assert "Đã hủy" in words(Client().get(where))
