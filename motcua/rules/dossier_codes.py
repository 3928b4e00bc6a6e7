"""Agency codes, dossier codes and tracking codes (NĐ 61/2018 Art. 26; TT 01/2018 Art. 19–20; QĐ 20/2020)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.kit.folding import clean_text
from motcua.kit.refusal import Refused
from motcua.kit.words import N_


class Shape(StrEnum):
    """How an agency code is written. The rule book in force says which one is issued; both are read."""

    QCVN_2016 = "000.05.19.H46"  # V1V2V3.Z1Z2.Y1Y2.MX1X2, the small unit first
    QD20_2020 = "H46.19.05"  # the same groups from the province down, zero groups dropped


@dataclass(frozen=True, slots=True)
class DossierCode:
    """`agency_code` is always in the shape of 2016, in which agencies are stored."""

    agency_code: str
    on: date
    serial: int
    shape: Shape

    @property
    def text(self) -> str:
        return format_dossier_code(self.agency_code, self.on, self.serial, self.shape)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The code in every shape: look a dossier up by all of them."""
        return tuple(format_dossier_code(self.agency_code, self.on, self.serial, shape) for shape in Shape)


@dataclass(frozen=True, slots=True)
class TrackingCode:
    """What a filed dossier goes by before it is received, `MC-7K3Q-9FW6`; valid ever after."""

    text: str


Reference = DossierCode | TrackingCode

_LONG = re.compile(r"([0-9A-Z]{3})\.([0-9A-Z]{2})\.([0-9A-Z]{2})\.([A-Z][0-9]{2})")
_SHORT = re.compile(r"([A-Z][0-9]{2})(?:\.([0-9A-Z]{2}))?(?:\.([0-9A-Z]{2}))?(?:\.([0-9A-Z]{3}))?")
_DOSSIER = re.compile(r"([0-9A-Z.]+)-([0-9]{6})-([0-9]{4}|[1-9][0-9]{4,7})")
_DASHES = re.compile("[\u2010-\u2015\u2212\uff0d]")
_LARGEST_SERIAL = 99_999_999

# 23 signs: no vowels, so no words; none that looks like another (a typed S, B, G, Z is read as 5, 8, 6, 2).
# 23 is prime: with distinct weights one check sign finds every single slip and every swap of two signs.
ALPHABET = "23456789CDFHJKMNPQRTVWX"
TRACKING_BYTES = 8
_LOOKALIKES = str.maketrans("SBGZ", "5862")
_DRAWN = 7


def long_agency_code(text: str) -> str | None:
    """An agency code of either shape in the shape of 2016 (`000.05.19.H46`); None if it is none."""
    typed = _squeezed(text)
    if match := _LONG.fullmatch(typed):
        groups = (match[4], match[3], match[2], match[1])
    elif match := _SHORT.fullmatch(typed):
        groups = (match[1], match[2] or "00", match[3] or "00", match[4] or "000")
    else:
        return None
    # A unit below a gap would be written like one a level higher once its zero groups are dropped.
    if groups[1] == "00" and groups[2:] != ("00", "000"):
        return None
    return ".".join(reversed(groups))


def short_agency_code(text: str) -> str | None:
    """An agency code of either shape in the shape of 2020 (`H46.19.05`); None if it is none."""
    code = long_agency_code(text)
    if code is None:
        return None
    return ".".join(group for group in reversed(code.split(".")) if group.strip("0"))


def format_agency_code(agency_code: str, shape: Shape | str) -> str:
    """`agency_code` (either shape) in `shape`; ValueError for what is no agency code."""
    code = (
        short_agency_code(agency_code) if Shape(shape) is Shape.QD20_2020 else long_agency_code(agency_code)
    )
    if code is None:
        raise ValueError(f"not an agency code: {agency_code!r}")
    return code


def format_field_code(agency_code: str, field: str) -> str:
    """`H46-<LV>`: the field of a procedure under its first-level unit (TT 01/2018 Art. 20)."""
    return f"{format_agency_code(agency_code, Shape.QCVN_2016).rpartition('.')[2]}-{field}"


def format_dossier_code(agency_code: str, on: date, serial: int, shape: Shape | str) -> str:
    """`<agency code>-<YYMMDD>-<NNNN>`; from the 10,000th of a day the serial has five digits."""
    if not 1 <= serial <= _LARGEST_SERIAL:
        raise ValueError(f"serial out of range: {serial}")
    return f"{format_agency_code(agency_code, shape)}-{on:%y%m%d}-{serial:04d}"


def parse_dossier_code(text: str) -> DossierCode | Refused:
    """Reads either shape, in any case, with stray spaces, invisible signs or long dashes."""
    match = _DOSSIER.fullmatch(_squeezed(text)) or _DOSSIER.fullmatch(_spaced(text))
    agency_code = long_agency_code(match[1]) if match else None
    if match is None or agency_code is None:
        return _not_a_dossier_code(text)
    on = _date(match[2])
    if on is None:
        return Refused(
            "no_such_date",
            N_("Trong mã hồ sơ, “%(typed)s” phải là ngày dạng năm-tháng-ngày, ví dụ 200914 là 14/9/2020."),
            {"typed": match[2]},
        )
    if int(match[3]) == 0:
        return Refused("no_such_serial", N_("Số thứ tự ở cuối mã hồ sơ bắt đầu từ 0001, không có 0000."))
    shape = Shape.QCVN_2016 if _LONG.fullmatch(match[1]) else Shape.QD20_2020
    return DossierCode(agency_code, on, int(match[3]), shape)


def format_tracking_code(random_bytes: bytes) -> str:
    """`MC-7K3Q-9FW6` from `TRACKING_BYTES` random bytes: 3.4 billion codes, so a clash is drawn again."""
    if len(random_bytes) < TRACKING_BYTES:
        raise ValueError(f"{TRACKING_BYTES} random bytes are needed")
    number, values = int.from_bytes(random_bytes, "big"), []
    for _ in range(_DRAWN):
        number, value = divmod(number, len(ALPHABET))
        values.append(value)
    signs = "".join(ALPHABET[value] for value in (*values, _check_value(values)))
    return f"MC-{signs[:4]}-{signs[4:]}"


def parse_tracking_code(text: str) -> TrackingCode | Refused:
    """Reads a tracking code with or without `MC`, dashes and spaces, in any case; a slip is noticed."""
    typed = _squeezed(text).replace("-", "")
    signs = (typed[2:] if len(typed) == _DRAWN + 3 and typed.startswith("MC") else typed).translate(
        _LOOKALIKES
    )
    if len(signs) != _DRAWN + 1:
        return Refused(
            "wrong_length",
            N_("Mã tra cứu gồm MC và 8 ký tự, ví dụ MC-7K3Q-9FW6; “%(typed)s” không có đủ hoặc thừa ký tự."),
            {"typed": _shown(text)},
        )
    if strange := next((sign for sign in signs if sign not in ALPHABET), None):
        return Refused(
            "strange_sign",
            N_("Mã tra cứu không có ký tự “%(sign)s”: hãy xem lại mã trên giấy hoặc trong tin nhắn."),
            {"sign": strange},
        )
    values = [ALPHABET.index(sign) for sign in signs]
    if _check_value(values[:-1]) != values[-1]:
        return Refused(
            "mistyped",
            N_("Mã tra cứu “%(typed)s” gõ nhầm ít nhất một ký tự: hãy so lại với mã đã nhận."),
            {"typed": _shown(text)},
        )
    return TrackingCode(f"MC-{signs[:4]}-{signs[4:]}")


def parse_reference(text: str) -> Reference | Refused:
    """A dossier code or a tracking code, whichever was typed; the refusal fits what it looked like."""
    typed = _squeezed(text)
    if not typed:
        return Refused("empty", N_("Hãy nhập mã hồ sơ hoặc mã tra cứu."))
    dossier_code = parse_dossier_code(text)
    if isinstance(dossier_code, DossierCode):
        return dossier_code
    tracking_code = parse_tracking_code(text)
    if isinstance(tracking_code, TrackingCode):
        return tracking_code
    if "." in typed or dossier_code.code != "not_a_dossier_code":
        return dossier_code
    if typed.startswith("MC") or (len(typed) <= _DRAWN + 3 and re.search("[0-9]", typed)):
        return tracking_code
    return Refused(
        "not_a_reference",
        N_(
            "“%(typed)s” không phải là mã. Hãy nhập mã hồ sơ như 000.00.19.H46-200914-0001 "
            "hoặc mã tra cứu như MC-7K3Q-9FW6."
        ),
        {"typed": _shown(text)},
    )


def _check_value(values: list[int]) -> int:
    # Weights 2…8, and −1 for the check sign itself: all different and none zero modulo 23.
    return sum(weight * value for weight, value in enumerate(values, start=2)) % len(ALPHABET)


def _squeezed(text: str) -> str:
    return _DASHES.sub("-", clean_text(text)).upper().replace(" ", "")


def _spaced(text: str) -> str:
    """For codes read out with spaces where the dashes stand."""
    return re.sub("[ -]+", "-", _DASHES.sub("-", clean_text(text)).upper())


def _date(yymmdd: str) -> date | None:
    try:
        return date(2000 + int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:]))
    except ValueError:
        return None


def _not_a_dossier_code(text: str) -> Refused:
    return Refused(
        "not_a_dossier_code",
        N_("“%(typed)s” không phải mã hồ sơ. Mã có dạng 000.00.19.H46-200914-0001 hoặc H46.19-200914-0001."),
        {"typed": _shown(text)},
    )


def _shown(text: str) -> str:
    cleaned = clean_text(text)
    return cleaned if len(cleaned) <= 40 else cleaned[:39] + "…"
