"""The gate: an unlisted route is nobody's, and a listed one asks before its view runs."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast, filed, signed_in_client


@pytest.mark.parametrize("who", [None, "lan", "dung", "tuan"])
@pytest.mark.parametrize("address", ["/unlisted/", "/nameless/"])
def test_a_route_that_is_not_in_the_file_is_there_for_nobody(
    cast: Cast, who: str | None, address: str
) -> None:
    client = signed_in_client(cast.accounts[who]) if who else Client()
    assert client.get(address).status_code == 404


def test_a_stranger_is_sent_to_sign_in_and_back(db: None) -> None:
    assert Client().get("/desk/?due=today")["Location"] == "/account/sign-in/?next=%2Fdesk%2F%3Fdue%3Dtoday"


def test_who_has_no_such_role_is_told_so(cast: Cast) -> None:
    assert signed_in_client(cast.dung).get("/desk/").status_code == 200
    for name in ("lan", "tuan"):
        answer = signed_in_client(cast.accounts[name]).get("/desk/")
        assert answer.status_code == 403
        assert "quyền" in answer.content.decode()


def test_a_method_the_file_does_not_name_is_not_allowed(db: None) -> None:
    answer = Client().put("/")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, POST"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("dung", 200),  # the desk officer where it was filed
        ("hoa", 200),
        ("son", 403),  # has a part in it, but no desk
        ("tam", 404),  # a desk officer of the commune beside
        ("khanh", 404),  # of the district's desk above
        ("lan", 403),  # whose dossier it is
        ("binh", 403),
    ],
)
def test_on_an_object_some_may_some_may_not_and_some_may_not_know(cast: Cast, who: str, status: int) -> None:
    dossier = filed(cast)
    answer = signed_in_client(cast.accounts[who]).get(f"/dossiers/{dossier.tracking_code}/")
    assert answer.status_code == status


def test_a_view_that_forgets_to_ask_shows_nothing(cast: Cast) -> None:
    client = signed_in_client(cast.dung, raise_request_exception=False)
    answer = client.get("/forgetful/somebody/")
    assert answer.status_code == 500
    assert b"everything" not in answer.content
