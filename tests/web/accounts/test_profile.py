"""What the account says of its owner: seen and corrected by them."""

from __future__ import annotations

from django.test import Client

from tests.cast import Cast, signed_in_client
from tests.web.accounts.acts import PROFILE

GIVEN = {
    "name": "Nguyễn Thị Lan",
    "born_on": "05/09/1990",
    "phone": "0912 345 678",
    "email": "lan@example.vn",
    "address": "Thôn Thượng Phong",
}


def test_what_was_saved_is_there_at_the_next_look(cast: Cast) -> None:
    client = signed_in_client(cast.lan)
    client.get(PROFILE)
    assert client.post(PROFILE, GIVEN)["Location"] == PROFILE
    page = client.get(PROFILE).content.decode()
    assert "Đã lưu" in page
    for value in ("05/09/1990", "0912345678", "lan@example.vn", "Thôn Thượng Phong"):
        assert f'value="{value}"' in page


def test_the_identity_number_is_shown_with_its_middle_hidden(cast: Cast) -> None:
    page = signed_in_client(cast.lan).get(PROFILE).content.decode()
    assert "044•••••017" in page
    assert "044190000017" not in page


def test_a_wrong_date_is_said_at_its_box_and_nothing_is_saved(cast: Cast) -> None:
    client = signed_in_client(cast.lan)
    answer = client.post(PROFILE, {**GIVEN, "born_on": "31/02/1990", "address": "Nơi khác"})
    assert "born_on" in answer.context["form"].errors
    assert 'value="31/02/1990"' in answer.content.decode()
    assert "Nơi khác" not in client.get(PROFILE).content.decode()


def test_a_stranger_has_none(db: None) -> None:
    assert Client().get(PROFILE)["Location"].startswith("/account/sign-in/?next=")
