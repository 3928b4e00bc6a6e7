"""The open doors: root, procedures, scores, the OpenAPI document, health."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import AGENCIES, Cast
from tests.web.api.conftest import Call

pytestmark = pytest.mark.django_db


def test_the_root_says_in_vietnamese_what_this_is(call: Call) -> None:
    assert "Một cửa" in call("GET", "").json()["ten"]


def test_procedures_are_found_without_diacritics(call: Call, cast: Cast) -> None:
    (found,) = call("GET", "procedures?q=dang ky khai sinh").json()["items"]
    assert found["code"] == "1.001193"
    assert call("GET", "procedures?q=khong co gi nhu the").json() == {"items": [], "next": None}


@pytest.mark.parametrize("query", ["field=H46-HT", "tier=commune", f"agency={AGENCIES['phong_thuy']}"])
def test_procedures_are_filtered(call: Call, cast: Cast, query: str) -> None:
    codes = [one["code"] for one in call("GET", f"procedures?{query}").json()["items"]]
    assert codes == ["1.001193", "1.004873"]


def test_a_procedure_tells_its_content_form_and_agencies(call: Call, cast: Cast) -> None:
    answer = call("GET", "procedures/1.001193").json()
    assert answer["content"]["limit"] == "0 working_day"
    assert AGENCIES["phong_thuy"] in answer["agencies"]
    assert answer["form"]["properties"]


def test_an_unknown_procedure_is_404(call: Call, cast: Cast) -> None:
    assert call("GET", "procedures/9.999999").status_code == 404


def test_an_agency_without_dossiers_has_no_band(call: Call, cast: Cast) -> None:
    (scored,) = call("GET", f"scores?period=2020Q3&agency={AGENCIES['phong_thuy']}").json()["agencies"]
    assert (scored["band"], scored["indices"]["1"]) == (None, None)


def test_a_period_that_is_none_is_refused_in_words(call: Call, cast: Cast) -> None:
    answer = call("GET", "scores?period=1900")
    assert answer.status_code == 422
    assert "2020Q3" in answer.json()["title"]


def test_the_openapi_document_lists_every_door(call: Call) -> None:
    paths = call("GET", "openapi.json").json()["paths"]
    assert {
        "/api/v1/procedures",
        "/api/v1/dossiers",
        "/api/v1/dossiers/{ref}/receive",
        "/api/v1/queue",
    } <= set(paths)


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/api/v1/docs"])
def test_watchers_and_readers_are_answered(path: str) -> None:
    assert Client().get(path).status_code == 200
