"""Vietnamese unless the reader chose another language."""

from __future__ import annotations

from django.test import Client

SIGN_IN = "/account/sign-in/"


def test_a_browser_that_asks_for_english_gets_vietnamese(db: None) -> None:
    answer = Client().get(SIGN_IN, headers={"Accept-Language": "en-US,en;q=0.9"})
    assert '<html lang="vi">' in answer.content.decode()
    assert answer["Content-Language"] == "vi"


def test_a_reader_who_chose_english_gets_it_until_they_choose_again(db: None) -> None:
    client = Client()
    client.post("/language/", {"language": "en", "next": SIGN_IN})
    assert '<html lang="en">' in client.get(SIGN_IN).content.decode()
    client.post("/language/", {"language": "vi", "next": SIGN_IN})
    assert '<html lang="vi">' in client.get(SIGN_IN).content.decode()


def test_a_language_we_do_not_have_is_vietnamese(db: None) -> None:
    client = Client()
    client.cookies["language"] = "fr"
    assert client.get(SIGN_IN)["Content-Language"] == "vi"
