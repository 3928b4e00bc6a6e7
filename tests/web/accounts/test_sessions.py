"""Sessions: opaque, sealed, counted in statements, and ended everywhere at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from motcua.records.people.models import Account, Session
from motcua.services.people.disable_account import disable_account
from motcua.services.people.end_assignment import end_assignment
from motcua.services.people.set_password import set_password
from motcua.web.accounts.session_cache import session_cache
from tests.cast import MONDAY, PASSWORD, Cast, signed_in_client
from tests.web.accounts.acts import PROFILE, SIGN_IN, sign_in

COOKIE = settings.SESSION_COOKIE_NAME
HALF_AN_HOUR = timedelta(minutes=30)


def statements(client: Client, method: str, address: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        client.generic(method, address)
    return [query["sql"] for query in caught.captured_queries]


def is_signed_in(client: Client) -> bool:
    return client.get(PROFILE).status_code == 200


def age(account: Account, **columns: timedelta) -> None:
    """As if the account's sessions had been opened or used that much earlier."""
    for session in Session.objects.filter(account=account):
        for column, by in columns.items():
            setattr(session, column, getattr(session, column) - by)
        session.save()
    session_cache.forget_all()


def test_a_stranger_reading_public_pages_has_no_session_and_costs_no_statement(db: None) -> None:
    client = Client()
    assert statements(client, "GET", "/") == []
    assert statements(client, "GET", SIGN_IN) == []
    assert COOKIE not in client.cookies
    assert not Session.objects.exists()


def test_the_token_against_forgery_needs_no_session(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(SIGN_IN)
    token = client.cookies["csrftoken"].value
    answer = client.post(SIGN_IN, {"login": "x", "password": "y", "csrfmiddlewaretoken": token})
    assert answer.status_code == 200
    assert COOKIE not in client.cookies


def test_a_page_costs_one_statement_and_then_none_for_five_seconds(cast: Cast) -> None:
    client = signed_in_client(cast.dung)
    assert len(statements(client, "GET", "/desk/")) == 1
    assert statements(client, "GET", "/desk/") == []


def test_every_post_reads_session_person_and_roles_in_one_statement(cast: Cast) -> None:
    client = signed_in_client(cast.dung)
    for _ in range(2):
        [only] = statements(client, "POST", "/desk/")
        assert all(table in only for table in ("people_session", "people_account", "agencies_assignment"))


def test_after_a_post_the_next_page_is_read_anew_by_every_process(cast: Cast) -> None:
    """The cookie's mark changes, so what another process remembers of this session is not believed."""
    client = signed_in_client(cast.dung)
    client.get("/desk/")
    before = client.cookies[COOKIE].value
    client.post("/desk/")
    after = client.cookies[COOKIE].value
    assert before != after
    assert before.partition(".")[0] == after.partition(".")[0]
    assert len(statements(client, "GET", "/desk/")) == 1


def test_a_role_taken_away_is_gone_at_the_next_post(cast: Cast) -> None:
    client = signed_in_client(cast.dung)
    assert client.get("/desk/").status_code == 200
    end_assignment(assignment=cast.dung.assignments.get(), by=cast.tuan, at=timezone.now())
    assert client.post("/desk/").status_code == 403


def test_signing_in_gives_a_new_key_to_whoever_brought_one(cast: Cast) -> None:
    client = Client()
    client.cookies[COOKIE] = "a-key-somebody-else-has-chosen.mark"
    sign_in(client, "lan")
    assert not client.cookies[COOKIE].value.startswith("a-key")
    planted = Client()
    planted.cookies[COOKIE] = "a-key-somebody-else-has-chosen.mark"
    assert not is_signed_in(planted)


def test_the_database_keeps_neither_the_key_nor_what_was_kept_under_it_in_clear(cast: Cast) -> None:
    client = Client()
    sign_in(client, "lan")
    row = Session.objects.get(account=cast.lan)
    assert client.cookies[COOKIE].value.partition(".")[0] not in row.key_hash
    assert b"account_authentication_methods" not in bytes(row.sealed)


def test_an_officers_session_ends_when_left_alone_for_half_an_hour(cast: Cast) -> None:
    client = signed_in_client(cast.dung)
    age(cast.dung, seen_at=HALF_AN_HOUR - timedelta(seconds=5))
    assert is_signed_in(client)
    age(cast.dung, seen_at=HALF_AN_HOUR)
    assert not is_signed_in(client)


def test_working_on_keeps_it_alive_at_the_cost_of_one_statement_a_minute(cast: Cast) -> None:
    client = signed_in_client(cast.dung)
    age(cast.dung, seen_at=timedelta(minutes=2))
    assert len(statements(client, "GET", "/desk/")) == 2
    session_cache.forget_all()
    assert len(statements(client, "GET", "/desk/")) == 1


@pytest.mark.parametrize("who", ["dung", "lan"])
def test_every_session_ends_after_twelve_hours(cast: Cast, who: str) -> None:
    account = cast.accounts[who]
    client = signed_in_client(account)
    age(account, expires_at=timedelta(hours=11, minutes=59))
    assert is_signed_in(client)
    age(account, expires_at=timedelta(minutes=1))
    assert not is_signed_in(client)


def test_a_citizen_is_not_signed_out_for_reading_slowly(cast: Cast) -> None:
    client = signed_in_client(cast.lan)
    age(cast.lan, seen_at=timedelta(hours=3))
    assert is_signed_in(client)


def test_shutting_an_account_ends_it_on_every_device(cast: Cast) -> None:
    phone, computer = signed_in_client(cast.lan), signed_in_client(cast.lan)
    disable_account(account=cast.lan, reason="misuse", by=cast.tuan, at=MONDAY)
    assert not Session.objects.filter(account=cast.lan).exists()
    session_cache.forget_all()
    assert not is_signed_in(phone)
    assert not is_signed_in(computer)


def test_a_new_password_ends_every_other_session(cast: Cast) -> None:
    here, elsewhere = Client(), Client()
    sign_in(here, "lan")
    sign_in(elsewhere, "lan")
    answer = here.post("/account/password/", {"oldpassword": PASSWORD, "password1": "mot-cau-khac-cung-dai"})
    assert answer.status_code == 302
    session_cache.forget_all()
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert sign_in(Client(), "lan", "mot-cau-khac-cung-dai").status_code == 302


def test_a_session_opened_with_an_old_password_is_worth_nothing_even_if_its_row_is_left(cast: Cast) -> None:
    client = signed_in_client(cast.lan)
    row = Session.objects.get(account=cast.lan)
    set_password(account=cast.lan, password="mot-cau-khac-cung-dai", at=MONDAY)
    row.save(force_insert=True)
    assert not is_signed_in(client)


def test_the_list_names_browsers_and_ends_one_or_all_others(cast: Cast) -> None:
    here = signed_in_client(cast.lan)
    lost = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 10) Chrome/85.0 Mobile Safari/537.36")
    sign_in(lost, "lan")
    page = here.get("/account/sessions/").content.decode()
    assert "Chrome trên Android" in page
    [handle] = [row.pk for row in Session.objects.filter(browser__contains="Android")]
    here.post("/account/sessions/end/", {"session": handle})
    assert not is_signed_in(lost)
    sign_in(lost, "lan")
    here.post("/account/sessions/end/", {"session": "others"})
    assert not is_signed_in(lost)
    assert is_signed_in(here)


def test_nobody_ends_another_persons_session(cast: Cast) -> None:
    victim = signed_in_client(cast.binh)
    [handle] = [row.pk for row in Session.objects.filter(account=cast.binh)]
    signed_in_client(cast.lan).post("/account/sessions/end/", {"session": handle})
    assert is_signed_in(victim)


@pytest.mark.parametrize("cookie", ["", "x", "short", "a" * 5000, "no.such.session", "éÿ.mark"])
def test_a_strange_cookie_is_a_strangers(cast: Cast, cookie: str) -> None:
    client = Client()
    client.cookies[COOKIE] = cookie
    assert client.get("/").status_code == 200
    assert client.get(PROFILE).status_code == 302
