"""`motcua administrator` and `motcua token`."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from config.cli import main
from motcua.records.people.models import Account
from motcua.services.people.disable_account import disable_account
from tests.cast import MONDAY, PASSWORD, Cast


def run(*words: str) -> int:
    return main(list(words))


def test_the_link_lets_an_administrator_in(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("administrator", "quantri", "--json") == 0
    link = json.loads(capsys.readouterr().out)["link"]
    made = Account.objects.get(login="quantri")
    [held] = made.assignments.all()
    assert (held.role, held.agency) == ("administrator", cast.agency["province"])
    path = link.removeprefix("http://127.0.0.1:8000")
    assert Client().post(path, {"password": PASSWORD}).status_code == 302
    assert Account.objects.get(login="quantri").check_password(PASSWORD)


def test_the_same_login_gets_a_new_link_and_no_second_account(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    run("administrator", "quantri")
    first = capsys.readouterr().out
    run("administrator", "quantri")
    assert capsys.readouterr().out != first
    assert Account.objects.filter(login="quantri").count() == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("administrator", "lan"), "citizen"),
        (("administrator", "x"), "Tên đăng nhập"),
        (("token", "nobody"), "no account nobody"),
        (("token", "dung", "--days", "0"), "--days"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    cast: Cast, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert run(*words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert told.err.count("\n") == 1


def test_without_a_province_there_is_nothing_to_administer(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("administrator", "quantri") == 2
    assert "load the province" in capsys.readouterr().err


def test_a_token_is_printed_alone(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("token", "dung", "--days", "7") == 0
    token = capsys.readouterr().out.strip()
    assert len(token) == 43
    assert run("token", "dung", "--json") == 0
    assert json.loads(capsys.readouterr().out)["days"] == 90


def test_a_shut_account_gets_no_token(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    disable_account(account=cast.dung, reason="left", by=None, at=MONDAY)
    assert run("token", "dung") == 2
    assert "shut" in capsys.readouterr().err
