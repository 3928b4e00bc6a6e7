"""The counters' page: open, call, serve, and who waits."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse

from motcua.records.people.models import Account
from motcua.records.queueing.models import Counter, QueueTicket
from tests.cast import AGENCIES, Cast, signed_in_client
from tests.services.queueing.hall import counter, field, ticket
from tests.services.queueing.test_appointments import booked
from tests.web.desk.conftest import look, words

pytestmark = pytest.mark.django_db
PAGE = "/desk/counters/"


def send(by: Account, one: Counter, act: str, **typed: object) -> HttpResponse:
    return signed_in_client(by).post(f"{PAGE}{one.pk}/{act}/", typed)


def test_a_whole_turn_at_the_counter(cast: Cast) -> None:
    mine, first = counter(cast, officer=""), None
    assert send(cast.dung, mine, "open")["Location"] == PAGE
    first, second = ticket(cast), ticket(cast, "elderly")
    assert "2 người đang chờ" in look(cast.dung, PAGE)
    send(cast.dung, mine, "call", ticket=0)
    assert "A002 đang gọi" in look(cast.dung, PAGE)
    begun = send(cast.dung, mine, "start", ticket=second.pk, then="intake")
    assert begun["Location"] == "/desk/intake/"
    send(cast.dung, mine, "call", ticket=second.pk)
    first.refresh_from_db()
    assert first.status == QueueTicket.CALLED


def test_a_stale_page_is_told_what_is_there_now(cast: Cast) -> None:
    mine, one = counter(cast), ticket(cast)
    answer = send(cast.dung, mine, "finish", ticket=one.pk)
    assert answer.status_code == 409
    assert "không còn ở quầy" in words(answer)


def test_the_head_sets_counters_up_and_an_officer_does_not(cast: Cast) -> None:
    where, typed = f"{PAGE}{AGENCIES['phong_thuy']}/set/", {"number": "3", "name": "Hộ tịch"}
    assert signed_in_client(cast.dung).post(where, typed).status_code == 403
    sent = {**typed, "field": [field(cast).code]}
    assert signed_in_client(cast.hoa).post(where, sent)["Location"] == PAGE
    assert Counter.objects.get().field_codes == [field(cast).code]
    wrong = signed_in_client(cast.hoa).post(where, {"number": "x", "name": "<b>Lan"})
    assert wrong.status_code == 422
    assert "<b>Lan" in words(wrong) or re.search(r'value="&lt;b&gt;Lan"', wrong.content.decode())


def test_a_colleague_of_another_commune_has_no_say(cast: Cast) -> None:
    assert send(cast.tam, counter(cast), "close").status_code == 404


def test_the_head_says_how_appointments_are_taken_and_who_comes_is_shown(cast: Cast) -> None:
    where, typed = f"{PAGE}{AGENCIES['phong_thuy']}/slots/", {"minutes": "30", "capacity": "2"}
    assert signed_in_client(cast.dung).post(where, typed).status_code == 403
    assert signed_in_client(cast.hoa).post(where, typed)["Location"] == PAGE
    assert "Mỗi 30 phút nhận 2 người hẹn" in look(cast.hoa, PAGE)
    booked(cast)
    assert "1 người hẹn còn đến hôm nay" in look(cast.dung, PAGE)
