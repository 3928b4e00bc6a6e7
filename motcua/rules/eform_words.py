"""Numbers and dates in words, as declarations want them beside the figures (TT 04/2020/TT-BTP)."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", " nghìn", " triệu", " tỷ", " nghìn tỷ", " triệu tỷ")
_GREATEST = 10**18 - 1


def number_in_words(number: int) -> str:
    """1015 → `một nghìn không trăm mười lăm`; from 0 to 10**18 - 1, else ValueError."""
    if not 0 <= number <= _GREATEST:
        raise ValueError(f"no words for {number}")
    if number == 0:
        return _DIGITS[0]
    groups = _groups_of_three(number)
    spoken = [
        _three_digits(group, is_first=place == len(groups) - 1) + _SCALES[place]
        for place, group in reversed(list(enumerate(groups)))
        if group
    ]
    return " ".join(spoken)


def date_in_words(text: str) -> str:
    """`2020-08-25` → `ngày hai mươi lăm tháng tám năm hai nghìn không trăm hai mươi`; `1938` → `năm …`."""
    numbers = [int(part) for part in text.split("-")]
    words = "năm " + number_in_words(numbers[0])
    if len(numbers) > 1:
        words = f"tháng {_month(numbers[1])} {words}"
    if len(numbers) > 2:
        words = f"ngày {number_in_words(numbers[2])} {words}"
    return words


def _month(number: int) -> str:
    # The fourth month is "tháng tư", though the number is "bốn".
    return "tư" if number == 4 else number_in_words(number)


def _groups_of_three(number: int) -> list[int]:
    groups = []
    while number:
        number, group = divmod(number, 1000)
        groups.append(group)
    return groups


def _three_digits(number: int, *, is_first: bool) -> str:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    words = [] if is_first and not hundreds else [_DIGITS[hundreds], "trăm"]
    if tens == 0 and units and words:
        words.append("linh")
    if tens == 1:
        words.append("mười")
    elif tens:
        words += [_DIGITS[tens], "mươi"]
    if units:
        words.append(_unit(units, tens))
    return " ".join(words)


def _unit(units: int, tens: int) -> str:
    if units == 1 and tens > 1:
        return "mốt"
    if units == 5 and tens:
        return "lăm"
    return _DIGITS[units]
