"""Whatever goes wrong under /api/, a machine is told so as application/problem+json, never on a page."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from motcua.records.dossiers.models import Dossier
from tests.cast import Cast, bearer
from tests.web.api.conftest import Call

pytestmark = pytest.mark.django_db(transaction=True)


def check_problem(answer: HttpResponse, status: int) -> None:
    assert answer.status_code == status, answer.content[:200]
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json().keys() >= {"type", "title", "status"}
    assert answer.json()["status"] == status


@pytest.mark.parametrize("path", ["nothing", "queue/", "dossiers/x/y/z", "%F0%9F%98%80"])
def test_an_address_that_is_none(call: Call, cast: Cast, path: str) -> None:
    check_problem(call("GET", path, by=cast.dung), 404)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "dossiers"), ("DELETE", "dossiers"), ("HEAD", "queue"), ("OPTIONS", "queue"), ("PUT", "")],
)
def test_a_method_that_is_none(call: Call, cast: Cast, method: str, path: str) -> None:
    answer = call(method, path, by=cast.dung)
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Allow"] in {"GET", "POST"}


def test_a_body_that_is_too_heavy(call: Call, cast: Cast) -> None:
    check_problem(call("POST", "dossiers", b'"' + b"x" * (13 * 1024 * 1024) + b'"', by=cast.lan), 413)


def test_no_token(call: Call) -> None:
    answer = call("GET", "queue")
    check_problem(answer, 401)
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_server_error(call: Call, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.web.api.dossiers.queue_page", None)
    answer = Client(raise_request_exception=False).get("/api/v1/queue", headers=bearer(cast.dung))
    check_problem(answer, 500)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1"])
def test_a_body_in_another_code_than_utf_8(
    call: Call, cast: Cast, filing: dict[str, Any], encoding: str
) -> None:
    """Past the parser's look-out for NUL and halves of letters, if json were left to guess."""
    body = json.dumps({**filing, "agency": "Lệ\x00"}).replace("\\u1ec7", "é").encode(encoding)
    check_problem(call("POST", "dossiers", body, by=cast.lan), 400)
    assert not Dossier.objects.exists()
