"""The screen in the hall: the latest call, the five before it, and a 304 until somebody is called."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.services.queueing.call_next import call_next
from motcua.services.queueing.serve_ticket import no_show, recall
from tests.cast import AGENCIES, Cast
from tests.services.dossiers.steps import TUESDAY
from tests.services.queueing.hall import MINUTE, counter, ticket
from tests.web.desk.conftest import _tuesday, words

__all__ = ["_tuesday"]
pytestmark = pytest.mark.django_db
PAGE = f"/open/calling/{AGENCIES['phong_thuy']}/"


def seven_called(cast: Cast) -> None:
    mine = counter(cast)
    for minute in range(7):
        one, at = ticket(cast), TUESDAY + minute * MINUTE
        call_next(counter=mine, by=cast.dung, at=at)
        if minute < 6:
            no_show(counter=mine, ticket=one.pk, by=cast.dung, at=at)


def test_the_latest_call_is_large_and_the_five_before_it_follow(cast: Cast) -> None:
    assert "Chưa gọi số nào" in words(Client().get(PAGE))
    seven_called(cast)
    shown = words(Client().get(PAGE))
    assert "Mời số A007 đến quầy 1" in shown
    assert "Vừa gọi A006 quầy 1 A005 quầy 1 A004 quầy 1 A003 quầy 1 A002 quầy 1" in shown
    assert "A001" not in shown


def test_nothing_new_is_a_304_and_calling_again_is_new(cast: Cast) -> None:
    seven_called(cast)
    answer = Client().get(PAGE)
    asked = {"If-None-Match": answer["ETag"]}
    assert answer["ETag"].strip('"') in answer.content.decode()
    assert Client().get(PAGE, headers=asked).status_code == 304
    here = cast.dung.counters.get().tickets.get(status="called")
    recall(counter=here.counter, ticket=here.pk, by=cast.dung, at=TUESDAY + 9 * MINUTE)
    again = Client().get(PAGE, headers=asked)
    assert again.status_code == 200
    assert f'data-call="{here.pk}-2"' in again.content.decode()


@pytest.mark.parametrize("tickets", [0, 7])
def test_a_screen_costs_two_statements(cast: Cast, tickets: int) -> None:
    if tickets:
        seven_called(cast)
    Client().get(PAGE)
    with CaptureQueriesContext(connection) as captured:
        Client().get(PAGE)
    assert len(captured) <= 2, [query["sql"] for query in captured]


def test_only_a_desk_has_a_screen(cast: Cast) -> None:
    assert Client().get("/open/calling/000.99.99.H46/").status_code == 404
