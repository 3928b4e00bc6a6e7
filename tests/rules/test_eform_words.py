"""Numbers and dates in words, as a registrar writes them."""

from __future__ import annotations

import pytest

from motcua.rules.eform_words import date_in_words, number_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (1, "một"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1015, "một nghìn không trăm mười lăm"),
        (1_000_001, "một triệu không trăm linh một"),
        (1_624_000, "một triệu sáu trăm hai mươi bốn nghìn"),
        (350_000_000, "ba trăm năm mươi triệu"),
        (2_050_000_000, "hai tỷ không trăm năm mươi triệu"),
        (10**12, "một nghìn tỷ"),
        (10**15, "một triệu tỷ"),
    ],
)
def test_a_number_is_said_as_people_say_it(number: int, words: str) -> None:
    assert number_in_words(number) == words


@pytest.mark.parametrize("number", [-1, 10**18])
def test_a_number_without_words_is_an_error(number: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        number_in_words(number)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2020-09-05", "ngày năm tháng chín năm hai nghìn không trăm hai mươi"),
        ("2005-04-21", "ngày hai mươi mốt tháng tư năm hai nghìn không trăm linh năm"),
        ("1975-04", "tháng tư năm một nghìn chín trăm bảy mươi lăm"),
        ("1938", "năm một nghìn chín trăm ba mươi tám"),
    ],
)
def test_a_date_is_written_out(text: str, words: str) -> None:
    assert date_in_words(text) == words
