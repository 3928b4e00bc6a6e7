"""Where one arrives: a page that may be opened, whatever one's roles are."""

from __future__ import annotations

from tests.cast import Cast, new_officer, signed_in_client


def arrival(cast: Cast, name: str) -> str:
    browser = signed_in_client(cast.accounts[name])
    place = browser.get("/account/home/")["Location"]
    assert browser.get(place).status_code == 200
    return place


def test_everybody_arrives_at_a_page_that_is_open_to_them(cast: Cast) -> None:
    places = {name: arrival(cast, name) for name in cast.accounts}
    assert {name for name, place in places.items() if place == "/"} == {"lan", "binh"}
    assert {name for name, place in places.items() if place == "/console/"} == {"nga", "tuan"}


def test_an_officer_whose_role_has_ended_arrives_where_everybody_may_be(cast: Cast) -> None:
    cast.accounts["new"] = new_officer("moi", "Lê Văn Mới")
    assert arrival(cast, "new") == "/"


def test_the_controlling_office_finds_the_register_from_its_first_page(cast: Cast) -> None:
    page = signed_in_client(cast.nga).get("/console/").content.decode()
    assert 'href="/desk/register/"' in page
    assert 'href="/desk/"' not in page
