"""Signing in with a password, and out again."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from motcua.records.journal.models import Entry
from motcua.records.people.models import Account, Session
from motcua.services.people.disable_account import disable_account
from tests.cast import MONDAY, Cast
from tests.web.accounts.acts import HOME, PROFILE, SIGN_IN, SIGN_OUT, sign_in


def kinds(account: Account) -> list[str]:
    entries = Entry.objects.filter(stream=f"account:{account.pk}").order_by("number")
    return [entry.kind for entry in entries]


@pytest.mark.parametrize("typed", ["lan", " Lan ", "LAN"])
def test_a_citizen_signs_in_and_arrives_at_the_portal(cast: Cast, typed: str) -> None:
    client = Client()
    assert sign_in(client, typed)["Location"] == HOME
    assert client.get(HOME)["Location"] == "/"
    assert kinds(cast.lan) == ["account.registered", "account.signed_in"]


def test_a_phone_number_is_found_however_it_is_written(cast: Cast) -> None:
    client = Client()
    client.post(
        "/account/register/",
        {
            "name": "Đỗ Thị Sen",
            "identity_number": "044190000025",
            "phone": "0905 123 456",
            "login": "",
            "password": "mot-cau-dai-de-nho-2020",
        },
    )
    assert sign_in(Client(), "+84 905.123.456").status_code == 302
    assert not Account.objects.filter(login__contains="905123456").exists(), "it stands nowhere in clear"


def test_the_answer_to_a_wrong_password_is_the_answer_to_an_unknown_name(cast: Cast) -> None:
    wrong = sign_in(Client(), "lan", "khong-phai-mat-khau")
    unknown = sign_in(Client(), "nobody", "khong-phai-mat-khau")
    assert wrong.status_code == unknown.status_code == 200
    assert page(wrong, "lan") == page(unknown, "nobody")
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in wrong.content.decode()


def page(answer, typed: str) -> str:  # type: ignore[no-untyped-def]
    """The page without what differs every time: nonce, token, and the name just typed."""
    text = answer.content.decode()
    for value in (answer.context["CSP_NONCE"], answer.context["csrf_token"]):
        text = text.replace(str(value), "…")
    return text.replace(f'value="{typed}"', 'value="…"')


def test_the_page_goes_on_to_where_one_was_going(cast: Cast) -> None:
    assert sign_in(Client(), "lan", next=PROFILE)["Location"] == PROFILE


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_but_never_to_another_site(cast: Cast, elsewhere: str) -> None:
    assert sign_in(Client(), "lan", next=elsewhere)["Location"] == HOME


def test_an_account_that_was_shut_cannot_sign_in(cast: Cast) -> None:
    disable_account(account=cast.lan, reason="misuse", by=None, at=MONDAY)
    assert sign_in(Client(), "lan").status_code == 200


def test_a_demo_account_signs_in_in_the_demo_only(cast: Cast, settings: Settings) -> None:
    Account.objects.filter(pk=cast.lan.pk).update(is_demo=True)
    assert sign_in(Client(), "lan").status_code == 200
    settings.MOTCUA_DEMO = True
    assert sign_in(Client(), "lan").status_code == 302


def test_signing_out_ends_the_session_where_it_is_kept(cast: Cast) -> None:
    client = Client()
    sign_in(client, "lan")
    stolen = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert client.post(SIGN_OUT)["Location"] == "/"
    assert not Session.objects.filter(account=cast.lan).exists()
    assert kinds(cast.lan)[-1] == "account.signed_out"
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = stolen
    assert thief.get(PROFILE)["Location"].startswith(SIGN_IN)


def test_opening_the_sign_out_page_signs_nobody_out(cast: Cast, client_as) -> None:  # type: ignore[no-untyped-def]
    client = client_as(cast.lan)
    assert client.get(SIGN_OUT).status_code == 200
    assert client.get(PROFILE).status_code == 200
