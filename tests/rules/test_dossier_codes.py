"""Codes in both shapes, read as people type them (NĐ 61/2018 Art. 26, TT 01/2018 Art. 19)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.refusal import Refused
from motcua.rules.dossier_codes import (
    ALPHABET,
    TRACKING_BYTES,
    DossierCode,
    Shape,
    TrackingCode,
    format_dossier_code,
    format_field_code,
    format_tracking_code,
    long_agency_code,
    parse_dossier_code,
    parse_reference,
    parse_tracking_code,
    short_agency_code,
)

MONDAY = date(2020, 9, 14)

two = st.integers(1, 99).map("{:02d}".format)
three = st.integers(1, 999).map("{:03d}".format)
agency_codes = st.one_of(
    st.tuples(st.just("000"), st.just("00"), st.just("00"), st.just("H46")),
    st.tuples(st.just("000"), st.just("00"), two, st.just("H46")),
    st.tuples(st.just("000"), two, two, st.just("H46")),
    st.tuples(three, st.just("00") | two, two, st.just("G22")),
).map(".".join)
days = st.dates(date(2018, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("000.05.19.H46", "H46.19.05"),
        ("000.00.19.H46", "H46.19"),
        ("000.00.00.H46", "H46"),
        ("001.05.19.H46", "H46.19.05.001"),
        ("012.00.19.H46", "H46.19.012"),
    ],
)
def test_an_agency_code_turns_round_and_drops_its_zero_groups(long: str, short: str) -> None:
    assert short_agency_code(long) == short
    assert long_agency_code(short) == long
    assert short_agency_code(short) == short
    assert long_agency_code(long) == long


@given(agency_codes)
def test_no_two_agencies_share_a_short_code(code: str) -> None:
    short = short_agency_code(code)
    assert short is not None
    assert long_agency_code(short) == code


@pytest.mark.parametrize(
    "text", ["", "H4", "H461", "46H.19", "000.05.00.H46", "H46.1", "000.00.19", "H46..19", "H46.19.05.01"]
)
def test_what_is_no_agency_code_is_told(text: str) -> None:
    assert long_agency_code(text) is None
    assert short_agency_code(text) is None


def test_codes_are_issued_in_the_shape_of_the_rule_book() -> None:
    assert format_dossier_code("000.00.19.H46", MONDAY, 1, Shape.QCVN_2016) == "000.00.19.H46-200914-0001"
    assert format_dossier_code("000.05.19.H46", MONDAY, 1, Shape.QD20_2020) == "H46.19.05-200914-0001"
    assert format_dossier_code("H46.19", MONDAY, 42, "000.05.19.H46") == "000.00.19.H46-200914-0042"
    assert format_field_code("000.00.19.H46", "HT") == "H46-HT"


def test_past_9999_the_serial_goes_on_with_five_digits() -> None:
    assert format_dossier_code("H46.19", MONDAY, 9999, Shape.QD20_2020).endswith("-9999")
    assert format_dossier_code("H46.19", MONDAY, 10000, Shape.QD20_2020).endswith("-10000")


@given(agency_codes, days, st.integers(1, 120_000), st.sampled_from(Shape))
def test_a_written_code_reads_back(agency_code: str, on: date, serial: int, shape: Shape) -> None:
    written = format_dossier_code(agency_code, on, serial, shape)
    code = parse_dossier_code(written)
    assert isinstance(code, DossierCode)
    assert (code.text, code.shape) == (written, shape)
    assert (code.agency_code, code.on, code.serial) == (agency_code, on, serial)
    assert code.text in code.spellings
    assert {parse_dossier_code(text).agency_code for text in code.spellings} == {agency_code}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "typed",
    [
        "000.00.19.H46-200914-0001",
        "000.00.19.h46-200914-0001",
        "  000.00.19.H46 - 200914 - 0001 ",
        "000.00.19.H46 200914 0001",
        "000.00.19.H46–200914—0001",
        "000.00\u200b.19.H46-2009\u00ad14-0001\u202e",
        "000 . 00 . 19 . H46-200914-0001",
        "h46.19-200914-0001",
        "H46.19 200914 0001",
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    code = parse_dossier_code(typed)
    assert isinstance(code, DossierCode)
    assert "000.00.19.H46-200914-0001" in code.spellings


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("000.00.19.H46-201332-0001", "no_such_date"),
        ("000.00.19.H46-200230-0001", "no_such_date"),
        ("000.00.19.H46-200914-0000", "no_such_serial"),
        ("000.00.19.H46-200914-001", "not_a_dossier_code"),
        ("000.00.19.H46-200914-00001", "not_a_dossier_code"),
        ("000.00.19.H46-20091-0001", "not_a_dossier_code"),
        ("000.00.19.H46", "not_a_dossier_code"),
        ("000.05.00.H46-200914-0001", "not_a_dossier_code"),
        ("000.00.19.H46-٢٠٠٩١٤-0001", "not_a_dossier_code"),
        ("H46.19-200914-0001-1", "not_a_dossier_code"),
        ("", "not_a_dossier_code"),
    ],
)
def test_a_wrong_code_is_refused_with_what_is_wrong(typed: str, code: str) -> None:
    answer = parse_dossier_code(typed)
    assert isinstance(answer, Refused)
    assert answer.code == code
    assert "%" not in str(answer)


@pytest.mark.parametrize("serial", [0, -1, 100_000_000])
def test_a_serial_that_cannot_be_is_a_bug(serial: int) -> None:
    with pytest.raises(ValueError, match="serial"):
        format_dossier_code("H46.19", MONDAY, serial, Shape.QD20_2020)


drawn = st.binary(min_size=TRACKING_BYTES, max_size=TRACKING_BYTES)


@given(drawn)
def test_a_tracking_code_reads_back_from_any_hand(raw: bytes) -> None:
    code = format_tracking_code(raw)
    for typed in (
        code,
        code.lower(),
        code.replace("-", " "),
        code.replace("-", ""),
        code[3:],
        f"\u200b{code} ",
    ):
        assert parse_tracking_code(typed) == TrackingCode(code)


@given(drawn, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_every_single_slip_in_a_tracking_code_is_noticed(raw: bytes, place: int, sign: str) -> None:
    signs = list(format_tracking_code(raw).removeprefix("MC-").replace("-", ""))
    is_slip, signs[place] = signs[place] != sign, sign
    assert isinstance(parse_tracking_code("".join(signs)), Refused) == is_slip


@given(drawn, st.integers(0, 7), st.integers(0, 7))
def test_every_swap_of_two_signs_is_noticed(raw: bytes, one: int, other: int) -> None:
    signs = list(format_tracking_code(raw).removeprefix("MC-").replace("-", ""))
    is_swap = signs[one] != signs[other]
    signs[one], signs[other] = signs[other], signs[one]
    assert isinstance(parse_tracking_code("".join(signs)), Refused) == is_swap


def test_signs_that_look_alike_are_read_as_the_one_that_is_meant() -> None:
    code = next(
        code
        for code in (format_tracking_code(number.to_bytes(8, "big")) for number in range(1, 10**6))
        if {"5", "8", "6", "2"} <= set(code)
    )
    typed = code.replace("5", "S").replace("8", "b").replace("6", "G").replace("2", "z")
    assert parse_tracking_code(typed) == TrackingCode(code)


def test_the_alphabet_holds_no_vowel_and_no_pair_that_looks_alike() -> None:
    assert len(set(ALPHABET)) == 23
    assert not set(ALPHABET) & set("AEIOUYĐ01LSBGZ")


def test_tracking_codes_spread_over_the_whole_space() -> None:
    assert len({format_tracking_code(number.to_bytes(8, "big")) for number in range(20_000)}) == 20_000


def test_too_little_randomness_is_a_bug() -> None:
    with pytest.raises(ValueError, match="random bytes"):
        format_tracking_code(b"1234567")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("MC-7K3Q-9FW", "wrong_length"),
        ("MC-7K3Q-9FW66", "wrong_length"),
        ("MC-7K3Q-9FWO", "strange_sign"),
        ("MC-7K3Q-9FWĐ", "strange_sign"),
        ("MC-7K3Q-9FWH", "mistyped"),
    ],
)
def test_a_wrong_tracking_code_is_refused_with_what_is_wrong(typed: str, code: str) -> None:
    answer = parse_tracking_code(typed)
    assert isinstance(answer, Refused)
    assert answer.code == code
    assert "%" not in str(answer)


def test_a_reference_is_either_code() -> None:
    assert parse_reference("mc 7k3q 9fw6") == TrackingCode("MC-7K3Q-9FW6")
    assert parse_reference("h46.19-200914-0001") == DossierCode("000.00.19.H46", MONDAY, 1, Shape.QD20_2020)
    assert parse_reference("H46-200914-0001") == DossierCode("000.00.00.H46", MONDAY, 1, Shape.QD20_2020)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("  ", "empty"),
        ("khai sinh", "not_a_reference"),
        ("MC-7K3Q", "wrong_length"),
        ("7K3Q9FWH", "mistyped"),
        ("000.00.19.H46-201332-0001", "no_such_date"),
        ("000.00.19.H46-2009", "not_a_dossier_code"),
        ("x" * 100_000, "not_a_reference"),
    ],
)
def test_the_refusal_fits_the_code_that_was_meant(typed: str, code: str) -> None:
    answer = parse_reference(typed)
    assert isinstance(answer, Refused)
    assert answer.code == code
    assert len(str(answer)) < 300
