"""The catalogue in a browser."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast
from tests.web.portal.conftest import words


@pytest.mark.parametrize(
    "path", ["/", "/procedures/", "/help/", "/lookup/", "/survey/", "/procedures/1.001193/"]
)
def test_public_pages_answer_a_stranger(cast: Cast, client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "nonce-" not in answer.content.decode()  # no inline script anywhere
    assert " style=" not in answer.content.decode()


def test_a_search_without_diacritics_finds_and_an_empty_one_suggests(cast: Cast, client: Client) -> None:
    assert "Đăng ký khai sinh" in words(client.get("/procedures/?q=khai+sinh"))
    said = words(client.get("/procedures/?q=khai+sinh+xyzt"))
    assert "Gần với điều bạn tìm" in said
    assert "Đăng ký khai sinh" in said


@pytest.mark.parametrize("asked", ["page=-1", "page=x", "page=99999999", "level=9", "tier=moon"])
def test_odd_addresses_are_answered(cast: Cast, client: Client, asked: str) -> None:
    assert client.get(f"/procedures/?{asked}").status_code == 200


def test_an_unknown_procedure_is_not_there(cast: Cast, client: Client) -> None:
    assert client.get("/procedures/9.999999/").status_code == 404
