"""The one-time link with which an officer chooses a password."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from motcua.services.people.make_set_up_link import make_set_up_link
from tests.cast import MONDAY, PASSWORD, Cast
from tests.web.accounts.acts import ACTIVATE, HOME, sign_in


def link(cast: Cast, hours_ago: float = 0) -> str:
    now = timezone.now() - timedelta(hours=hours_ago)
    return f"/account/set-up/{make_set_up_link(account=cast.dung, by=cast.tuan, at=MONDAY, now=now)}/"


def test_the_link_sets_a_password_once(cast: Cast) -> None:
    address = link(cast)
    assert "Trần Văn Dũng" in Client().get(address).content.decode()
    assert Client().post(address, {"password": PASSWORD})["Location"] == "/account/sign-in/"
    assert Client().post(address, {"password": "mot-cau-khac-cung-dai"}).status_code == 404
    client = Client()
    assert sign_in(client, "dung")["Location"] == HOME
    assert client.get(HOME)["Location"] == ACTIVATE


def test_opening_it_uses_nothing_up(cast: Cast) -> None:
    address = link(cast)
    Client().get(address)
    assert Client().post(address, {"password": PASSWORD}).status_code == 302


def test_a_weak_password_leaves_the_link_good(cast: Cast) -> None:
    address = link(cast)
    assert "phổ biến" in Client().post(address, {"password": "password"}).content.decode()
    assert Client().post(address, {"password": PASSWORD}).status_code == 302


def test_it_is_good_for_a_day_and_a_newer_one_ends_it(cast: Cast) -> None:
    assert Client().get(link(cast, hours_ago=24)).status_code == 404
    first = link(cast)
    second = link(cast)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


def test_it_lifts_a_lock(cast: Cast) -> None:
    for _ in range(6):
        sign_in(Client(), "dung", "sai-mat-khau")
    Client().post(link(cast), {"password": PASSWORD})
    assert sign_in(Client(), "dung").status_code == 302
