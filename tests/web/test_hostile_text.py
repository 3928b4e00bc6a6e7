"""Hostile text and numbers through every door: a clear no or a harmless yes, never a 500."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.facts.content import open_content
from tests.cast import Cast, filed
from tests.services.dossiers.steps import again, received
from tests.web.api.conftest import Call, call, filing, small_pdf  # noqa: F401 — fixtures

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
HUGE = "9" * 5000
TEXTS = {
    "nfd": unicodedata.normalize("NFD", "Nguyễn Thị Lan"),
    "rtl": "Nguyễn \u202eThị\u200b Lan",
    "long": "Nguyễn " * 1500,
    "nul": "Nguyễn\x00 Lan",
    "khmer": "សុខា 😀 𠮷 Lan",
    "template": "{{7*7}} {% include 'x' %} ${7*7}",
    "markup": "<img src=x onerror=alert(1)>",
    "sql": "'; DROP TABLE dossiers_dossier; --",
}
ADDRESSES = (
    "/lookup/?ref={}",
    "/lookup/{}/",
    "/procedures/?q={}&field={}&page={}",
    "/procedures/{}/",
    "/survey/{}/",
    "/open/scores/?period={}&tier={}&q={}",
    "/open/scores/{}/?period={}",
    "/desk/?q={}&after={}&kind={}&due={}",
    "/desk/?after=0001-01-01T00:00%2B14:00~{}",
    "/desk/register/?q={}&status={}&after={}",
    "/desk/dossiers/{}/",
    "/desk/files/{}/",
    "/desk/papers/{}/",
    "/desk/intake/{}/{}/",
    "/account/sign-in/?next={}",
    "/account/set-up/{}/",
    "/api/v1/procedures?q={}&agency={}&field={}&cursor={}",
    "/api/v1/procedures?level={}",
    "/api/v1/scores?period={}&agency={}",
    "/api/v1/dossiers/{}?secret={}",
)
NUMBERS = ("-1", "0", str(2**63), str(2**64), HUGE, "1e400", "٣", "NaN")


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_text_or_number_in_an_address_is_a_server_error(
    cast: Cast, client_as: Callable[..., Client], address: str
) -> None:
    filed(cast)
    browser = client_as(cast.hoa)
    for text in (*TEXTS.values(), *NUMBERS, "a/b/../c", "\ufffd"):
        answer = browser.get(address.replace("{}", quote(text[:2000], safe="")))
        assert answer.status_code < 500, text[:40]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_filing_with_a_hostile_name_is_kept_clean_or_refused(
    call: Call,  # noqa: F811
    cast: Cast,
    filing: dict[str, Any],  # noqa: F811
    text: str,
) -> None:
    applicant = {**filing["applicant"], "name": text, "address": text[:250]}
    documents = [{**one, "name": f"{text[:200]}.pdf"} for one in filing["documents"]]
    answer = call("POST", "dossiers", {**filing, "applicant": applicant, "documents": documents}, by=cast.lan)
    assert answer.status_code in (201, 400, 422), answer.content[:300]
    for dossier in Dossier.objects.all():
        kept = open_content(dossier).applicant["name"]
        assert unicodedata.is_normalized("NFC", kept)
        assert not set(kept) & {"\x00", "\u202e", "\u200b"}


@pytest.mark.parametrize(
    "body", [r'{"a":"\ud800"}', r'{"a":"\u0000"}', '{"a":NaN}', "[" * 100_000, "\xff", ""]
)
def test_json_that_no_database_keeps_is_refused_as_unreadable(call: Call, cast: Cast, body: str) -> None:  # noqa: F811
    answer = call("POST", "dossiers", body.encode("latin-1"), by=cast.lan)
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"
    assert Dossier.objects.count() == 0


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_hostile_reason_at_the_desk_is_kept_inert_or_refused(
    cast: Cast, client_as: Callable[..., Client], text: str
) -> None:
    dossier = filed(cast)
    browser = client_as(cast.dung)
    answer = browser.post(f"/desk/dossiers/{dossier.tracking_code}/decline/", {"reason": text})
    assert answer.status_code in (302, 422)
    page = browser.get(f"/desk/dossiers/{dossier.tracking_code}/")
    assert page.status_code == 200
    assert b"<img src=x" not in page.content + answer.content
    assert (again(dossier).status == "declined") is (answer.status_code == 302)


@pytest.mark.parametrize(
    "when", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "0001-01-01", "hôm nay", HUGE]
)
def test_a_new_date_outside_time_is_refused(call: Call, cast: Cast, when: str) -> None:  # noqa: F811
    dossier = received(cast)
    body = {"reason": "Chờ xác minh thêm.", "appointed_at": when}
    answer = call("POST", f"dossiers/{dossier.tracking_code}/apologise", body, by=cast.thu)
    assert answer.status_code in (403, 409, 422), answer.content


def test_an_officers_number_of_five_thousand_digits_is_nobodys(
    cast: Cast, client_as: Callable[..., Client]
) -> None:
    dossier = received(cast)
    task = dossier.tasks.get(status="open").pk
    answer = client_as(cast.hoa).post(
        f"/desk/dossiers/{dossier.code}/tasks/{task}/assign/", {"to": HUGE, "version": HUGE}
    )
    assert answer.status_code < 500


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_sign_ins_and_registrations_are_answered(cast: Cast, text: str) -> None:
    typed = {"login": text, "password": text}
    assert Client().post("/account/sign-in/", typed).status_code < 500
    more = {"name": text, "identity_number": text, "phone": text}
    assert Client().post("/account/register/", {**typed, **more}).status_code < 500


def test_an_answer_says_what_to_do_about_unreadable_text(call: Call, cast: Cast) -> None:  # noqa: F811
    answer = call("POST", "dossiers", json.dumps({"procedure": "\x00"}).encode(), by=cast.lan)
    assert "UTF-8" in answer.json()["title"]
