"""Checks what people type as identity numbers, tax codes, phones and dates, and says what is needed.

Sources: CCCD NĐ 137/2015 Art. 13 and TT 07/2016/TT-BCA · CMND NĐ 05/1999 · MST TT 95/2016/TT-BTC Art. 5 ·
phones QĐ 798/QĐ-BTTTT of 2018 (11-digit mobile numbers became 10 digits).
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date

from motcua.kit.folding import clean_text
from motcua.kit.refusal import Refused
from motcua.kit.words import N_

# TT 07/2016/TT-BCA, annex 1: the province where the birth was registered.
PROVINCES_OF_BIRTH = frozenset(
    f"{number:03d}"
    for number in (
        *(1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38),
        *(40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80),
        *(82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96),
    )
)
# Annex 2 numbers foreign countries of birth from 101 on; its list is not at hand, so the range is wide.
_COUNTRIES_OF_BIRTH = range(101, 400)
_OLDEST_BIRTH_YEAR = 1900

_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)

_MOBILE = re.compile(r"0[35789][0-9]{8}")
_LANDLINE = re.compile(r"02[0-9]{9}")
_PREFIXES_OF_2018 = dict(
    change.split("→")
    for change in (
        *("0120→070", "0121→079", "0122→077", "0126→076", "0128→078"),
        *("0123→083", "0124→084", "0125→085", "0127→081", "0129→082"),
        *("0162→032", "0163→033", "0164→034", "0165→035", "0166→036", "0167→037", "0168→038", "0169→039"),
        *("0186→056", "0188→058", "0199→059"),
    )
)

_PASSPORT = re.compile(r"(?=.*[0-9])[A-Z0-9]{6,9}")
_DATE = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
_LOOSE_DATE = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})")


def check_cccd(text: str, *, born_on: date | None = None, sex: str | None = None) -> str | Refused:
    """The 12 digits of a CCCD. `born_on` and `sex` ("male", "female") are compared where given."""
    number = _without_separators(text)
    wrong = _check_digits(number, (12,), N_("Số căn cước công dân"))
    return wrong or _check_cccd_parts(number, born_on, sex) or number


def check_cmnd(text: str) -> str | Refused:
    """The 9 digits of an old identity card (CMND), or the 12 of the last ones issued."""
    number = _without_separators(text)
    if len(number) == 12 and number.isascii() and number.isdigit():
        return check_cccd(number)
    wrong = _check_digits(number, (9, 12), N_("Số chứng minh nhân dân"))
    if wrong is None and not number.strip("0"):
        wrong = Refused(
            "no_such_number", N_("Số chứng minh nhân dân không thể toàn chữ số 0: hãy xem lại thẻ.")
        )
    return wrong or number


def check_identity_number(text: str, *, born_on: date | None = None, sex: str | None = None) -> str | Refused:
    """A CCCD (12 digits) or a CMND (9): what a citizen may identify with."""
    number = _without_separators(text)
    if len(number) == 9:
        return check_cmnd(number)
    wrong = _check_digits(number, (12, 9), N_("Số căn cước công dân hoặc chứng minh nhân dân"))
    return wrong or _check_cccd_parts(number, born_on, sex) or number


def check_tax_code(text: str) -> str | Refused:
    """A tax code (MST): `3100123456`, or `3100123456-001` for a branch."""
    number = _without_separators(text)
    if wrong := _check_digits(number, (10, 13), N_("Mã số thuế")):
        return wrong
    check = 10 - sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, number, strict=False)) % 11
    if check != int(number[9]) or number[2:9] == "0000000":
        return Refused(
            "mistyped",
            N_("Mã số thuế %(typed)s gõ nhầm: chữ số thứ 10 không khớp với 9 chữ số trước."),
            {"typed": number},
        )
    if number[10:] == "000":
        return Refused(
            "no_such_branch", N_("Ba chữ số cuối của mã số thuế đơn vị phụ thuộc là từ 001 đến 999.")
        )
    return number if len(number) == 10 else f"{number[:10]}-{number[10:]}"


def check_phone(text: str) -> str | Refused:
    """A Vietnamese number as dialled at home: mobile `0912345678` or landline `02323822222`.

    Takes +84, 0084 and 84, `(0)`, spaces, dots and dashes; the 11-digit mobile numbers of before
    15 September 2018 come back with their new prefix.
    """
    typed = _normalised(text)
    digits = _as_dialled_at_home(typed)
    if len(digits) == 11 and digits[:4] in _PREFIXES_OF_2018:
        digits = _PREFIXES_OF_2018[digits[:4]] + digits[4:]
    if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits):
        return digits
    return _why_no_phone(digits, typed)


def check_passport(text: str) -> str | Refused:
    """A passport number of any country: 6 to 9 letters and digits (ICAO 9303), in capitals."""
    number = _without_separators(text).upper()
    if _PASSPORT.fullmatch(number):
        return number
    return Refused(
        "not_a_passport",
        N_("Số hộ chiếu gồm 6 đến 9 chữ cái và chữ số, ví dụ B1234567; đã nhập “%(typed)s”."),
        {"typed": _shown(text)},
    )


def check_birth_date(text: str, *, today: date) -> date | Refused:
    """A date of birth written dd/mm/yyyy, from 1900 to `today`."""
    born_on = check_date(text)
    if isinstance(born_on, Refused):
        return born_on
    if born_on > today:
        return Refused(
            "in_the_future",
            N_("Ngày sinh %(typed)s muộn hơn hôm nay (%(today)s): hãy xem lại năm sinh."),
            {"typed": _written(born_on), "today": _written(today)},
        )
    if born_on.year < _OLDEST_BIRTH_YEAR:
        return Refused(
            "too_old", N_("Năm sinh phải từ 1900 trở đi; đã nhập %(year)s."), {"year": born_on.year}
        )
    return born_on


def check_date(text: str) -> date | Refused:
    """A date written dd/mm/yyyy: day first, two digits each, the year in full."""
    typed = _normalised(text)
    match = _DATE.fullmatch(typed)
    if match is None:
        return _why_no_date(typed)
    day, month, year = int(match[1]), int(match[2]), int(match[3])
    if not 1 <= month <= 12:
        return Refused(
            "no_such_month",
            N_("Không có tháng %(month)s: hãy nhập ngày trước, tháng sau, ví dụ 25/12/1990."),
            {"month": month},
        )
    last = calendar.monthrange(year, month)[1] if year else 0
    if not 1 <= day <= last:
        return Refused(
            "no_such_day",
            N_("Tháng %(month)s năm %(year)s chỉ có các ngày từ 1 đến %(last)s; đã nhập ngày %(day)s."),
            {"month": month, "year": match[3], "last": last, "day": day},
        )
    return date(year, month, day)


def _check_cccd_parts(number: str, born_on: date | None, sex: str | None) -> Refused | None:
    if number[:3] not in PROVINCES_OF_BIRTH and int(number[:3]) not in _COUNTRIES_OF_BIRTH:
        return Refused(
            "no_such_province",
            N_("Ba chữ số đầu của số căn cước là mã nơi khai sinh; không có mã %(code)s. Hãy xem lại thẻ."),
            {"code": number[:3]},
        )
    century, is_female = divmod(int(number[3]), 2)
    year = 1900 + 100 * century + int(number[4:6])
    if century > 1:
        return Refused(
            "no_such_century",
            N_("Chữ số thứ 4 của số căn cước là 0 đến 3 (thế kỷ và giới tính); đã nhập %(digit)s."),
            {"digit": number[3]},
        )
    if born_on is not None and born_on.year != year:
        return Refused(
            "other_birth_year",
            N_("Theo số căn cước, năm sinh là %(year)s; ngày sinh đã nhập là năm %(typed)s. Hãy xem lại."),
            {"year": year, "typed": born_on.year},
        )
    if sex in ("male", "female") and is_female != (sex == "female"):
        return Refused(
            "other_sex",
            N_("Theo số căn cước, giới tính là %(sex)s, khác với giới tính đã chọn. Hãy xem lại cả hai."),
            {"sex": N_("nữ") if is_female else N_("nam")},
        )
    return None


def _check_digits(number: str, lengths: tuple[int, ...], name: str) -> Refused | None:
    if len(number) in lengths and number.isascii() and number.isdigit():
        return None
    needed = " hoặc ".join(str(length) for length in lengths)
    if not number:
        return Refused("empty", N_("%(name)s: hãy nhập %(needed)s chữ số."), {"name": name, "needed": needed})
    if not re.fullmatch("[0-9]+", number):
        strange = next(sign for sign in number if not "0" <= sign <= "9")
        return Refused(
            "not_digits",
            N_("%(name)s chỉ gồm chữ số (%(needed)s chữ số); trong “%(typed)s” có ký tự “%(sign)s”."),
            {"name": name, "needed": needed, "typed": _shown(number), "sign": strange},
        )
    if len(number) not in lengths:
        return Refused(
            "wrong_length",
            N_("%(name)s phải có %(needed)s chữ số; đã nhập %(count)s chữ số. Nhớ cả các số 0 ở đầu."),
            {"name": name, "needed": needed, "count": len(number)},
        )
    return None


def _as_dialled_at_home(typed: str) -> str:
    is_international = typed.startswith(("+", "00"))
    digits = re.sub(r"[\s.\-()/]", "", typed.replace("(0)", "") if is_international else typed)
    for country in ("+84", "0084", "84"):
        if digits.startswith(country):
            return "0" + digits.removeprefix(country).removeprefix("0")
    return digits


def _why_no_phone(digits: str, typed: str) -> Refused:
    if not digits:
        return Refused("empty", N_("Hãy nhập số điện thoại, ví dụ 0912 345 678."))
    if digits.startswith("+"):
        return Refused(
            "foreign",
            N_("Hãy nhập số điện thoại Việt Nam (+84); đã nhập “%(typed)s”."),
            {"typed": _shown(typed)},
        )
    return Refused(
        "not_a_phone",
        N_(
            "Số di động có 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09; số máy bàn có 11 chữ số, "
            "bắt đầu bằng 02. Đã nhập “%(typed)s”."
        ),
        {"typed": _shown(typed)},
    )


def _why_no_date(typed: str) -> Refused:
    if not typed:
        return Refused("empty", N_("Hãy nhập ngày dạng ngày/tháng/năm, ví dụ 05/09/1990."))
    if loose := _LOOSE_DATE.fullmatch(typed):
        meant = f"{int(loose[1]):02d}/{int(loose[2]):02d}/{loose[3]}"
        return Refused(
            "not_strict",
            N_("Hãy nhập đủ hai chữ số cho ngày và tháng, cách nhau bằng dấu gạch chéo: %(meant)s."),
            {"meant": meant},
        )
    if re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}", typed):
        return Refused(
            "short_year",
            N_("Hãy nhập năm đủ bốn chữ số, ví dụ 05/09/1990; đã nhập “%(typed)s”."),
            {"typed": typed},
        )
    return Refused(
        "not_a_date",
        N_("Hãy nhập ngày dương lịch dạng ngày/tháng/năm, ví dụ 05/09/1990; đã nhập “%(typed)s”."),
        {"typed": _shown(typed)},
    )


def _normalised(text: str) -> str:
    return clean_text(unicodedata.normalize("NFKC", text))


def _without_separators(text: str) -> str:
    if text.isascii() and text.isdigit():
        return text
    return re.sub(r"[\s.\-\u2010-\u2015]", "", _normalised(text))


def _written(on: date) -> str:
    return f"{on.day:02d}/{on.month:02d}/{on.year:04d}"


def _shown(text: str) -> str:
    cleaned = clean_text(text)
    return cleaned if len(cleaned) <= 40 else cleaned[:39] + "…"
