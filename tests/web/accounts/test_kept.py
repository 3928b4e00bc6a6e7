"""A form that comes too late says so and gives back what was typed."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import PASSWORD, Cast, signed_in_client
from tests.web.accounts.acts import PROFILE, SIGN_IN
from tests.web.accounts.test_profile import GIVEN

OURS = {"HTTP_ORIGIN": "http://testserver"}


def stale(client: Client, address: str = PROFILE, given: dict[str, object] | None = None, **headers: str):  # type: ignore[no-untyped-def]
    return client.post(address, {**(given or GIVEN), "csrfmiddlewaretoken": "a" * 64}, **headers)


def checking(cast: Cast) -> Client:
    return signed_in_client(cast.lan, enforce_csrf_checks=True)


def test_an_old_page_is_answered_with_what_was_typed_and_a_good_token(cast: Cast) -> None:
    client = checking(cast)
    answer = stale(client, **OURS)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Gửi lại" in page
    assert 'action="/account/profile/"' in page
    token = answer.context["csrf_token"]
    kept = {one.name: one.value for one in answer.context["typed"]}
    assert kept == GIVEN
    again = client.post(PROFILE, {**kept, "csrfmiddlewaretoken": str(token)}, **OURS)
    assert again["Location"] == PROFILE


def test_nothing_is_sent_by_itself(cast: Cast) -> None:
    page = stale(checking(cast), **OURS).content.decode()
    assert "onload" not in page
    assert ".submit(" not in page


def test_passwords_and_codes_are_not_given_back(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    page = stale(client, SIGN_IN, {"login": "lan", "password": PASSWORD}, **OURS).content.decode()
    assert 'value="lan"' in page
    assert PASSWORD not in page


def test_what_another_site_put_together_is_not_offered(cast: Cast) -> None:
    for headers in ({"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_REFERER": "https://evil.example/x"}, {}):
        page = stale(checking(cast), **headers).content.decode()
        assert "Gửi lại" not in page
        assert "lan@example.vn" not in page


def test_files_are_said_to_need_choosing_again(cast: Cast) -> None:
    given = {**GIVEN, "document": SimpleUploadedFile("giay.pdf", b"%PDF-1.4")}
    assert "Tệp đính kèm phải chọn lại" in stale(checking(cast), given=given, **OURS).content.decode()


def test_markup_that_was_typed_stays_text(cast: Cast) -> None:
    page = stale(checking(cast), given={"<b>name": "<script>alert(1)</script>"}, **OURS).content.decode()
    assert "<script>alert" not in page
    assert "<b>name" not in page


def test_a_form_sent_after_the_session_ended_is_kept_too(db: None) -> None:
    answer = Client().post(PROFILE, GIVEN, **OURS)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Phiên làm việc đã hết" in page
    assert 'value="lan@example.vn"' in page


def test_an_address_with_two_slashes_leads_nowhere_else(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("//evil.example/", GIVEN, **OURS)
    assert 'action="//' not in answer.content.decode()
