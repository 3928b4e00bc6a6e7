"""Fifty calls with one Idempotency-Key file one dossier."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from motcua.records.dossiers.models import Dossier, Idempotency
from motcua.records.files.models import Document
from tests.cast import Cast, bearer
from tests.faults.racing import at_once
from tests.web.api.conftest import filing, small_pdf  # noqa: F401 — fixtures

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_fifty_filings_with_one_key_file_one_dossier(cast: Cast, filing: dict[str, Any]) -> None:  # noqa: F811
    headers = {**bearer(cast.lan), "Idempotency-Key": "một-lần".encode().hex()}
    file = partial(_file, json.dumps(filing).encode(), headers)
    answers = at_once(*[file] * 50)
    assert {getattr(one, "status_code", one) for one in answers} <= {201, 409}
    codes = {one.json()["tracking_code"] for one in answers if one.status_code == 201}
    assert codes == {Dossier.objects.get().tracking_code}
    assert {one.json()["code"] for one in answers if one.status_code == 409} <= {"in-progress"}
    assert Idempotency.objects.get().status == 201
    assert Document.objects.count() == len(filing["documents"])
    # Whoever was told to wait asks again, and has the same answer.
    assert file().json()["tracking_code"] in codes


def _file(body: bytes, headers: dict[str, str]) -> HttpResponse:
    return Client().generic("POST", "/api/v1/dossiers", body, "application/json", headers=headers)
