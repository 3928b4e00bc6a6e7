"""The second factor: officers always, a code once, the secret never in clear."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from motcua.records.people.models import Session
from tests.cast import TOTP_SECRET, Cast, signed_in_client
from tests.web.accounts.acts import (
    ACTIVATE,
    CODE,
    CODES,
    HOME,
    PROFILE,
    code_now,
    give_app,
    sign_in,
)

# What allauth does after the commit must happen: these tests commit.
committing = pytest.mark.django_db(transaction=True)


def set_up_second_factor(client: Client) -> str:
    """Goes through the set-up page as an officer would; the new secret."""
    page = client.get(ACTIVATE)
    secret = page.context["form"].secret
    answer = client.post(ACTIVATE, {"code": code_now(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return str(secret)


@committing
def test_an_officer_without_one_is_led_to_set_it_up_before_anything_else(cast: Cast) -> None:
    client = Client()
    assert sign_in(client, "dung")["Location"] == HOME
    for address in (HOME, "/desk/", PROFILE, "/account/password/", "/account/sessions/"):
        assert client.get(address)["Location"] == ACTIVATE
    assert client.post("/desk/").status_code == 302
    set_up_second_factor(client)
    assert client.get(HOME)["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


@committing
def test_setting_it_up_gives_the_session_a_new_key_and_ends_the_others(cast: Cast) -> None:
    client, other = Client(), Client()
    sign_in(client, "dung")
    sign_in(other, "dung")
    before = set(Session.objects.filter(account=cast.dung).values_list("pk", flat=True))
    set_up_second_factor(client)
    after = set(Session.objects.filter(account=cast.dung).values_list("pk", flat=True))
    assert len(before) == 2
    assert len(after) == 1
    assert not before & after


@committing
def test_recovery_codes_are_shown_after_the_set_up_and_one_opens_once(cast: Cast) -> None:
    client = Client()
    sign_in(client, "dung")
    set_up_second_factor(client)
    codes = re.findall(r'class="code">(\d{8})<', client.get(CODES).content.decode())
    assert len(codes) == 10
    with_code, again = Client(), Client()
    sign_in(with_code, "dung")
    assert with_code.post(CODE, {"code": codes[0]})["Location"] == HOME
    sign_in(again, "dung")
    assert again.post(CODE, {"code": codes[0]}).status_code == 200


def test_the_password_alone_opens_nothing(cast: Cast) -> None:
    give_app(cast.dung)
    client = Client()
    assert sign_in(client, "dung")["Location"] == CODE
    assert client.get("/desk/")["Location"].startswith("/account/sign-in/")
    assert client.post(CODE, {"code": code_now()})["Location"] == HOME
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_phone_whose_clock_is_a_little_off_still_opens(cast: Cast, steps: int) -> None:
    give_app(cast.dung)
    client = Client()
    sign_in(client, "dung")
    assert client.post(CODE, {"code": code_now(steps=steps)})["Location"] == HOME


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_read_over_the_shoulder_is_used_up(cast: Cast, steps: int) -> None:
    give_app(cast.dung)
    code = code_now(steps=steps)
    first, second = Client(), Client()
    sign_in(first, "dung")
    assert first.post(CODE, {"code": code}).status_code == 302
    sign_in(second, "dung")
    answer = second.post(CODE, {"code": code})
    assert answer.status_code == 200
    assert "đã dùng" in answer.content.decode()


def test_a_wrong_code_says_what_to_do_and_keeps_the_sign_in_going(cast: Cast) -> None:
    give_app(cast.dung)
    client = Client()
    sign_in(client, "dung")
    assert "Mã không đúng" in client.post(CODE, {"code": "000000"}).content.decode()
    assert client.post(CODE, {"code": code_now()}).status_code == 302


def test_the_secret_stands_nowhere_in_clear(cast: Cast) -> None:
    client = signed_in_client(cast.dung, has_second_factor=False)
    secret = client.get(ACTIVATE).context["form"].secret
    row = Session.objects.get(account=cast.dung)
    assert secret.encode() not in bytes(row.sealed)
    give_app(cast.dung)
    assert TOTP_SECRET not in str(Authenticator.objects.get(user=cast.dung).data)


def test_an_officer_cannot_give_it_up_but_a_citizen_may(cast: Cast) -> None:
    give_app(cast.dung)
    give_app(cast.lan)
    off = "/account/second-factor/totp/deactivate/"
    assert signed_in_client(cast.dung).post(off).status_code == 200
    assert Authenticator.objects.filter(user=cast.dung).exists()
    assert signed_in_client(cast.lan).post(off).status_code == 302
    assert not Authenticator.objects.filter(user=cast.lan).exists()


def test_an_old_session_asks_again_before_it_changes_the_second_factor(cast: Cast) -> None:
    from datetime import timedelta

    client = signed_in_client(cast.lan)
    row = Session.objects.get(account=cast.lan)
    row.created_at -= timedelta(hours=1)
    row.save()
    assert client.get(ACTIVATE)["Location"].startswith("/account/again/")


def test_the_picture_of_the_secret_scales_and_stands_on_white(cast: Cast) -> None:
    page = signed_in_client(cast.dung, has_second_factor=False).get(ACTIVATE)
    picture = page.context["totp_svg"]
    assert 'xmlns="http://www.w3.org/2000/svg"' in picture
    assert "viewBox" in picture
    assert 'fill="#fff"' in picture
