"""What API tests share: a call in somebody's name, a valid filing, and the demo's clock held still."""

from __future__ import annotations

import base64
import io
import json
import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pikepdf
import pytest
from django.http import HttpResponse
from django.test import Client

from motcua.records.people.models import Account
from motcua.records.procedures.models import Procedure
from motcua.rules.eform_sample import SampleFacts, sample_payload
from motcua.services.procedures.frozen import frozen_procedure
from tests.cast import AGENCIES, Cast, applicant, bearer

Call = Callable[..., HttpResponse]


@pytest.fixture
def call() -> Call:
    """`call("POST", "dossiers", body, by=account, key=…)` answers with the response."""

    def send(
        method: str, path: str, body: Any = None, *, by: Account | None = None, key: str = "", **more: str
    ) -> HttpResponse:
        headers = {**(bearer(by) if by else {}), **({"Idempotency-Key": key} if key else {}), **more}
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        return Client().generic(method, f"/api/v1/{path}", data, "application/json", headers=headers)

    return send


@pytest.fixture(scope="session")
def small_pdf() -> str:
    """A whole one-page PDF, base64."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream)
    return base64.b64encode(stream.getvalue()).decode()


@pytest.fixture
def filing(cast: Cast, small_pdf: str) -> dict[str, Any]:
    """The body of a filing that nothing is wrong with."""
    frozen = frozen_procedure(Procedure.objects.get(code="1.004873").current_id)
    facts = SampleFacts(today=date(2020, 9, 14), areas=("19267",))
    return {
        "procedure": "1.004873",
        "agency": AGENCIES["phong_thuy"],
        "applicant": applicant(cast.lan),
        "form": sample_payload(frozen.form, random.Random(7), facts),
        "documents": [
            {"requirement": asked.key, "name": "giấy.pdf", "content_base64": small_pdf}
            for asked in frozen.requirements
            if asked.is_handed_over
        ],
    }
