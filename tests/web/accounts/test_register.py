"""A citizen makes an account at the portal."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from motcua.records.people.models import Account
from tests.cast import PASSWORD, Cast, signed_in_client
from tests.web.accounts.acts import HOME, PROFILE

REGISTER = "/account/register/"
SEN = {
    "name": "Đỗ Thị Sen",
    "identity_number": "044190000033",
    "phone": "0905123456",
    "login": "sen",
    "password": PASSWORD,
}


def test_who_registers_is_signed_in(cast: Cast) -> None:
    client = Client()
    assert client.post(REGISTER, SEN)["Location"] == HOME
    assert "Đỗ Thị Sen" in client.get(PROFILE).content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("identity_number", "04419000", "chữ số"),
        ("identity_number", "999190000033", "mã nơi khai sinh"),
        ("phone", "12345", "Số di động"),
        ("login", "a b", "Tên đăng nhập"),
        ("login", "lan", "đã có người dùng"),
        ("password", "12345678", "phổ biến"),
        ("password", "ngan", "8"),
        ("name", "x", "họ và tên"),
    ],
)
def test_a_wrong_box_is_named_and_the_rest_is_kept(cast: Cast, field: str, typed: str, said: str) -> None:
    answer = Client().post(REGISTER, {**SEN, field: typed})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in str(answer.context["form"].errors[field])
    assert f'href="#f-{field}"' in page
    assert page.count("Lỗi:") == 1
    kept = [value for name, value in SEN.items() if name not in {field, "password"}]
    assert all(f'value="{value}"' in page for value in kept)
    assert PASSWORD not in page
    assert not Account.objects.filter(login="sen").exists()


def test_a_number_that_has_an_account_gets_no_second_one_and_no_name(cast: Cast) -> None:
    page = Client().post(REGISTER, {**SEN, "identity_number": "044190000017"}).content.decode()
    assert "Không thể tạo tài khoản với số giấy tờ này" in page
    assert "Nguyễn Thị Lan" not in page


def test_numbers_cannot_be_tried_out_one_after_the_other(cast: Cast, settings: Settings) -> None:
    settings.MOTCUA_TRIES_PER_ADDRESS = 3
    for _ in range(3):
        Client().post(REGISTER, {**SEN, "identity_number": "044190000017"})
    assert "tạm khoá" in Client().post(REGISTER, SEN).content.decode()


def test_who_is_signed_in_has_no_need_to_register(cast: Cast) -> None:
    assert signed_in_client(cast.lan).get(REGISTER)["Location"] == HOME
