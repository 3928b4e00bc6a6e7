"""Identity numbers, tax codes, phones and dates as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.exceptions import ValidationError
from stdnum.vn import mst

from motcua.kit.refusal import Refused
from motcua.rules.identifiers import (
    PROVINCES_OF_BIRTH,
    check_birth_date,
    check_cccd,
    check_cmnd,
    check_date,
    check_identity_number,
    check_passport,
    check_phone,
    check_tax_code,
)

TODAY = date(2020, 9, 14)


def refusal(answer: object) -> str:
    assert isinstance(answer, Refused)
    assert "%" not in str(answer)
    return answer.code


@pytest.mark.parametrize(
    "typed",
    [
        "044090123456",
        " 044 090 123 456 ",
        "044.090.123.456",
        "044\u200b090123456",
        "０４４０９０１２３４５６",
    ],
)
def test_a_cccd_is_read_as_people_type_it(typed: str) -> None:
    assert check_cccd(typed) == "044090123456"


def test_a_cccd_agrees_with_birth_year_and_sex() -> None:
    assert check_cccd("044190123456", born_on=date(1990, 5, 9), sex="female") == "044190123456"
    assert check_cccd("044215123456", born_on=date(2015, 5, 9), sex="male") == "044215123456"
    assert check_cccd("101315123456", born_on=date(2015, 5, 9), sex="female") == "101315123456"
    assert refusal(check_cccd("044090123456", born_on=date(1991, 5, 9))) == "other_birth_year"
    assert refusal(check_cccd("044215123456", born_on=date(1915, 5, 9))) == "other_birth_year"
    assert refusal(check_cccd("044090123456", sex="female")) == "other_sex"
    assert refusal(check_cccd("044190123456", sex="male")) == "other_sex"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("44090123456", "wrong_length"),
        ("0440901234567", "wrong_length"),
        ("191234567", "wrong_length"),
        ("04409012345A", "not_digits"),
        ("4.4E+10", "not_digits"),
        ("٠٤٤٠٩٠١٢٣٤٥٦", "not_digits"),
        ("003090123456", "no_such_province"),
        ("999090123456", "no_such_province"),
        ("044490123456", "no_such_century"),
        ("044990123456", "no_such_century"),
    ],
)
def test_a_wrong_cccd_is_refused_with_what_is_wrong(typed: str, code: str) -> None:
    assert refusal(check_cccd(typed)) == code


def test_the_message_tells_what_was_typed_and_what_is_needed() -> None:
    assert str(check_cccd("44090123456")) == (
        "Số căn cước công dân phải có 12 chữ số; đã nhập 11 chữ số. Nhớ cả các số 0 ở đầu."
    )
    assert "“A”" in str(check_cccd("04409012345A"))


# The gaps of annex 1 of TT 07/2016/TT-BCA, told the other way round.
NO_PROVINCE = """
000 003 005 007 009 013 016 018 021 023 028 029 032 039 041 043 047 050 053 055 057 059 061 063 065 069
071 073 076 078 081 085 088 090 097 098 099
"""


def test_the_63_provinces_of_birth_are_those_of_the_circular() -> None:
    assert {f"{code:03d}" for code in range(100)} - PROVINCES_OF_BIRTH == set(NO_PROVINCE.split())
    assert len(PROVINCES_OF_BIRTH) == 63


@given(
    st.sampled_from(sorted(PROVINCES_OF_BIRTH)),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["male", "female"]),
    st.integers(0, 999_999),
)
def test_a_well_made_cccd_is_taken_and_only_with_its_own_year_and_sex(
    province: str, born_on: date, sex: str, serial: int
) -> None:
    digit = 2 * (born_on.year // 100 - 19) + (sex == "female")
    number = f"{province}{digit}{born_on.year % 100:02d}{serial:06d}"
    assert check_cccd(number, born_on=born_on, sex=sex) == number
    assert refusal(check_cccd(number, sex="male" if sex == "female" else "female")) == "other_sex"
    assert refusal(check_cccd(number, born_on=date(born_on.year - 1, 1, 1))) == "other_birth_year"


def test_an_old_identity_card_has_nine_digits_or_twelve() -> None:
    assert check_cmnd("191 234 567") == "191234567"
    assert check_cmnd("044090123456") == "044090123456"
    assert refusal(check_cmnd("19123456")) == "wrong_length"
    assert refusal(check_cmnd("000000000")) == "no_such_number"
    assert refusal(check_cmnd("003090123456")) == "no_such_province"


def test_a_citizen_may_identify_with_either_card() -> None:
    assert check_identity_number("191234567") == "191234567"
    assert check_identity_number("044090123456", born_on=date(1990, 1, 1)) == "044090123456"
    assert refusal(check_identity_number("0440901234")) == "wrong_length"
    assert "12 hoặc 9" in str(check_identity_number("0440901234"))
    assert refusal(check_identity_number("044090123456", sex="female")) == "other_sex"


@pytest.mark.parametrize("typed", ["0100233488", "01.00.233.488", "0100233488-001", "0100233488001"])
def test_a_tax_code_with_a_right_check_digit_is_taken(typed: str) -> None:
    assert str(check_tax_code(typed)).startswith("0100233488")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0100233489", "mistyped"),
        ("0100233488-000", "no_such_branch"),
        ("010023348", "wrong_length"),
        ("0100233488-01", "wrong_length"),
        ("O100233488", "not_digits"),
    ],
)
def test_a_wrong_tax_code_is_refused_with_what_is_wrong(typed: str, code: str) -> None:
    assert refusal(check_tax_code(typed)) == code


@given(st.integers(0, 10**9 - 1), st.integers(0, 9), st.none() | st.integers(0, 999))
def test_tax_codes_agree_with_an_independent_library(first: int, check: int, branch: int | None) -> None:
    number = f"{first:09d}{check}" + ("" if branch is None else f"{branch:03d}")
    try:
        mst.validate(number)
    except ValidationError:
        assert isinstance(check_tax_code(number), Refused)
    else:
        assert check_tax_code(number) == mst.format(number)


@given(st.integers(0, 10**9 - 1))
def test_at_most_one_check_digit_fits(first: int) -> None:
    fitting = [digit for digit in range(10) if isinstance(check_tax_code(f"{first:09d}{digit}"), str)]
    assert len(fitting) <= 1


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912345678", "0912345678"),
        ("0912 345 678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("+84912345678", "0912345678"),
        ("+84 (0)912 345 678", "0912345678"),
        ("+84 0912 345 678", "0912345678"),
        ("0084 912-345-678", "0912345678"),
        ("84912345678", "0912345678"),
        ("(0)912 345 678", "0912345678"),
        ("01682345678", "0382345678"),
        ("+841682345678", "0382345678"),
        ("0122 234 5678", "0772345678"),
        ("01882345678", "0582345678"),
        ("01992345678", "0592345678"),
        ("0232 3822 222", "02323822222"),
        ("(0232) 382-2222", "02323822222"),
        ("024 3822 2222", "02438222222"),
        ("0842345678", "0842345678"),
    ],
)
def test_a_phone_number_is_brought_into_one_form(typed: str, number: str) -> None:
    assert check_phone(typed) == number
    assert check_phone(number) == number


def test_every_old_prefix_has_the_new_one_of_2018() -> None:
    old = [*range(120, 130), *range(162, 170), 186, 188, 199]
    new = {str(check_phone(f"0{prefix}2345678"))[:3] for prefix in old}
    assert new == {
        *("070", "079", "077", "083", "084", "085", "076", "081", "078", "082"),
        *("032", "033", "034", "035", "036", "037", "038", "039", "056", "058", "059"),
    }


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("912345678", "not_a_phone"),
        ("091234567", "not_a_phone"),
        ("09123456789", "not_a_phone"),
        ("0612345678", "not_a_phone"),
        ("01602345678", "not_a_phone"),
        ("0912 345 67a", "not_a_phone"),
        ("+1 202 555 0100", "foreign"),
    ],
)
def test_a_wrong_phone_number_is_refused_with_what_is_wrong(typed: str, code: str) -> None:
    assert refusal(check_phone(typed)) == code


@pytest.mark.parametrize(
    ("typed", "number"), [("b1234567", "B1234567"), (" C 1234567", "C1234567"), ("123456789", "123456789")]
)
def test_a_passport_number_is_written_in_capitals(typed: str, number: str) -> None:
    assert check_passport(typed) == number


@pytest.mark.parametrize("typed", ["", "B1234", "ABCDEFG", "B123456789", "B12345_7"])
def test_a_wrong_passport_number_is_refused(typed: str) -> None:
    assert refusal(check_passport(typed)) == "not_a_passport"


@given(st.dates(date(1900, 1, 1), TODAY))
def test_a_date_of_birth_written_day_first_is_read(born_on: date) -> None:
    assert check_birth_date(f"{born_on:%d/%m/%Y}", today=TODAY) == born_on


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("31/04/1990", "no_such_day"),
        ("29/02/2019", "no_such_day"),
        ("00/02/2019", "no_such_day"),
        ("12/25/1990", "no_such_month"),
        ("12/00/1990", "no_such_month"),
        ("5/9/1990", "not_strict"),
        ("05-09-1990", "not_strict"),
        ("05/09/68", "short_year"),
        ("1990-09-05", "not_a_date"),
        ("mùng 5 tháng 9", "not_a_date"),
        ("15/09/2020", "in_the_future"),
        ("31/12/1899", "too_old"),
        ("01/01/0000", "no_such_day"),
    ],
)
def test_a_wrong_date_of_birth_is_refused_with_what_is_wrong(typed: str, code: str) -> None:
    assert refusal(check_birth_date(typed, today=TODAY)) == code


def test_a_date_that_is_nearly_right_is_shown_as_it_should_be_typed() -> None:
    assert "05/09/1990" in str(check_date("5-9-1990"))
    assert "chỉ có các ngày từ 1 đến 30" in str(check_date("31/04/1990"))


def test_today_is_a_date_of_birth_and_tomorrow_is_not() -> None:
    assert check_birth_date(f"{TODAY:%d/%m/%Y}", today=TODAY) == TODAY
    tomorrow = TODAY + timedelta(days=1)
    assert refusal(check_birth_date(f"{tomorrow:%d/%m/%Y}", today=TODAY)) == "in_the_future"


@given(st.text(max_size=40))
def test_whatever_is_typed_gets_an_answer(text: str) -> None:
    checks = (
        check_cccd,
        check_cmnd,
        check_identity_number,
        check_tax_code,
        check_phone,
        check_passport,
        check_date,
    )
    assert all(answer is not None for answer in (check(text) for check in checks))
    assert check_birth_date(text, today=TODAY) is not None
