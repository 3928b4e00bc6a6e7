"""Machines: a bearer token carries its owner's rights, a cookie carries none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from motcua.services.people.disable_account import disable_account
from motcua.services.people.issue_token import issue_token
from tests.cast import MONDAY, Cast, bearer, signed_in_client

QUEUE, OPEN = "/api/v1/queue", "/api/v1/open"


def test_a_token_carries_its_owners_rights_in_one_statement(cast: Cast) -> None:
    headers = bearer(cast.dung)
    with CaptureQueriesContext(connection) as caught:
        answer = Client().post(QUEUE, headers=headers)
    assert answer.json() == {"name": "Trần Văn Dũng", "may": True}
    assert len(caught.captured_queries) == 1


def test_a_citizens_token_does_not_open_the_queue(cast: Cast) -> None:
    answer = Client().get(QUEUE, headers=bearer(cast.lan))
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("header", ["Bearer unknown", "Bearer ", "Basic bGFuOmxhbg==", "nonsense"])
def test_a_token_that_is_none_is_refused_even_where_none_is_needed(db: None, header: str) -> None:
    for address in (QUEUE, OPEN):
        answer = Client().get(address, headers={"Authorization": header})
        assert answer.status_code == 401
        assert answer.json()["status"] == 401
        assert answer["WWW-Authenticate"] == "Bearer"


def test_without_a_token_only_what_is_public_answers(db: None) -> None:
    assert Client().get(OPEN).json() == {"name": None, "may": False}
    assert Client().get(QUEUE).status_code == 401


def test_an_expired_token_is_no_token(cast: Cast) -> None:
    token = issue_token(account=cast.dung, days=1, by=None, at=MONDAY, now=timezone.now() - timedelta(days=1))
    assert Client().get(QUEUE, headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_shutting_the_account_ends_its_tokens(cast: Cast) -> None:
    headers = bearer(cast.dung)
    disable_account(account=cast.dung, reason="left", by=cast.tuan, at=MONDAY)
    assert Client().get(QUEUE, headers=headers).status_code == 401


def test_a_cookie_means_nothing_to_machines_and_survives_the_call(cast: Cast) -> None:
    client = signed_in_client(cast.dung)
    assert client.get(QUEUE).status_code == 401
    assert client.get("/desk/").status_code == 200
