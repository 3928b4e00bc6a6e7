"""Every page of the accounts under the strict policy: nonces on scripts, nothing inline, nothing cached."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast, signed_in_client
from tests.web.accounts.acts import give_app, sign_in
from tests.web.inline import check_page

PUBLIC = ["sign-in/", "register/", "disabled/", "set-up/none/"]
OWN = [
    *("profile/", "sessions/", "password/", "again/", "sign-out/", "second-factor/"),
    *("second-factor/totp/activate/", "second-factor/reauthenticate/"),
]
WITH_SECOND_FACTOR = [
    *("second-factor/", "second-factor/totp/deactivate/", "second-factor/recovery-codes/generate/"),
    "second-factor/reauthenticate/",
]


@pytest.mark.parametrize("page", PUBLIC)
def test_a_strangers_page(db: None, page: str) -> None:
    check_page(Client().get(f"/account/{page}"))


@pytest.mark.parametrize("page", OWN)
@pytest.mark.parametrize("who", ["lan", "dung"])
def test_ones_own_page(cast: Cast, who: str, page: str) -> None:
    answer = signed_in_client(cast.accounts[who]).get(f"/account/{page}", follow=True)
    check_page(answer)


@pytest.mark.parametrize("page", WITH_SECOND_FACTOR)
def test_a_page_about_the_second_factor(cast: Cast, page: str) -> None:
    give_app(cast.lan)
    check_page(signed_in_client(cast.lan).get(f"/account/{page}", follow=True))


def test_the_page_that_asks_for_the_code(cast: Cast) -> None:
    give_app(cast.dung)
    client = Client()
    check_page(client.get(sign_in(client, "dung")["Location"]))


def test_the_pages_that_keep_what_was_typed(cast: Cast) -> None:
    ours = {"HTTP_ORIGIN": "http://testserver"}
    for client in (Client(), signed_in_client(cast.lan, enforce_csrf_checks=True)):
        answer = client.post("/account/profile/", {"name": "Lan"}, **ours)
        answer.status_code = 200  # checked elsewhere; the page is what counts here
        check_page(answer)


def test_a_personal_page_is_kept_by_no_cache_and_framed_by_nobody(cast: Cast) -> None:
    answer = signed_in_client(cast.lan).get("/account/profile/")
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "DENY"
    assert "Cookie" in answer["Vary"]
