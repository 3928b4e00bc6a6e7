"""Five failures in fifteen minutes lock: the password, the second factor, the old password at its change."""

from __future__ import annotations

import statistics
import time

import pytest
from django.test import Client
from pytest_django import Settings

from motcua.records.people.models import Failure
from tests.cast import PASSWORD, Cast, signed_in_client
from tests.web.accounts.acts import CODE, code_now, give_app, sign_in

WRONG = "khong-phai-mat-khau"
LOCKED = "tạm khoá"


def test_the_sixth_try_is_refused_even_with_the_right_password(cast: Cast) -> None:
    for _ in range(5):
        answer = sign_in(Client(), "lan", WRONG)
        assert LOCKED not in answer.content.decode()
    answer = sign_in(Client(), "lan")
    assert answer.status_code == 200
    assert LOCKED in answer.content.decode()


def test_a_name_that_nobody_has_locks_too(cast: Cast) -> None:
    for _ in range(5):
        sign_in(Client(), "nobody", WRONG)
    assert LOCKED in sign_in(Client(), "nobody").content.decode()


def test_a_lock_on_one_account_leaves_the_others_alone(cast: Cast) -> None:
    for _ in range(6):
        sign_in(Client(), "lan", WRONG)
    assert sign_in(Client(), "binh").status_code == 302


def test_an_address_that_tries_many_names_is_locked(cast: Cast, settings: Settings) -> None:
    settings.MOTCUA_TRIES_PER_ADDRESS = 8
    for number in range(8):
        sign_in(Client(), f"name{number}", WRONG)
    assert LOCKED in sign_in(Client(), "lan").content.decode()
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert sign_in(elsewhere, "lan").status_code == 302


def test_a_success_begins_the_count_anew(cast: Cast) -> None:
    for _ in range(4):
        sign_in(Client(), "lan", WRONG)
    assert sign_in(Client(), "lan").status_code == 302
    for _ in range(4):
        sign_in(Client(), "lan", WRONG)
    assert sign_in(Client(), "lan").status_code == 302


def test_the_list_of_failures_names_nobody(cast: Cast) -> None:
    sign_in(Client(REMOTE_ADDR="203.0.113.9"), "lan", WRONG)
    subjects = "".join(Failure.objects.values_list("subject", flat=True))
    assert "lan" not in subjects
    assert "203.0.113.9" not in subjects


def test_five_wrong_codes_lock_the_second_factor(cast: Cast) -> None:
    give_app(cast.dung)
    client = Client()
    sign_in(client, "dung")
    for _ in range(5):
        client.post(CODE, {"code": "000000"})
    assert LOCKED in client.post(CODE, {"code": code_now()}).content.decode()


def test_guessing_at_the_change_of_password_locks_as_guessing_at_the_door(cast: Cast) -> None:
    client = signed_in_client(cast.lan)
    change = {"password1": "mot-cau-khac-cung-dai"}
    for _ in range(5):
        assert client.post("/account/password/", {"oldpassword": WRONG, **change}).status_code == 200
    answer = client.post("/account/password/", {"oldpassword": PASSWORD, **change})
    assert LOCKED in answer.content.decode()


@pytest.mark.slow
def test_a_wrong_password_takes_as_long_as_an_unknown_name(cast: Cast, settings: Settings) -> None:
    settings.MOTCUA_TRIES_PER_ACCOUNT = settings.MOTCUA_TRIES_PER_ADDRESS = 10_000
    sign_in(Client(), "lan", WRONG)
    pairs = [(seconds("lan"), seconds("nobody")) for _ in range(20)]
    wrong, unknown = (statistics.median(column) for column in zip(*pairs, strict=True))
    assert 0.5 < unknown / wrong < 2, "the password is hashed for both; without it one takes a tenth"


def seconds(login: str) -> float:
    """Of the processor: a busy machine must not tell the two apart."""
    began = time.process_time()
    sign_in(Client(), login, WRONG)
    return time.process_time() - began
