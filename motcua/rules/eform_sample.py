"""Plausible answers to a form, for the demo and the tests: the same seed gives the same answers.

No person is meant: names and numbers are put together at random.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Protocol, TypeVar

from motcua.kit.refusal import Refused
from motcua.rules.eform_limits import outside_limits
from motcua.rules.eform_model import CompiledForm, DateLimit, FormField
from motcua.rules.identifiers import check_tax_code

_T = TypeVar("_T")

_FAMILY_NAMES = (
    *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Phan", "Trương", "Bùi"),
    *("Đặng", "Hồ", "Ngô", "Dương", "Đinh", "Cao", "Mai", "Lương", "Đoàn"),
)
_MALE_NAMES = (
    *("Văn Hùng", "Đức Thắng", "Quang Vinh", "Minh Tuấn", "Hữu Phước"),
    *("Xuân Bình", "Ngọc Sơn", "Anh Dũng", "Công Lý", "Thanh Hải"),
)
_FEMALE_NAMES = (
    *("Thị Lan", "Thị Hoa", "Thu Hà", "Ngọc Ánh", "Thị Mận"),
    *("Mai Phương", "Thanh Huyền", "Thị Hồng Nhung", "Khánh Linh", "Thị Bưởi"),
)
_ADDRESSES = (
    "Thôn Đại Phong, xã Phong Thủy, huyện Lệ Thủy",
    "Thôn Thượng Phong, xã Phong Thủy, huyện Lệ Thủy",
    "Tổ dân phố 5, phường Nam Lý, thành phố Đồng Hới",
    "Số 12 đường Trần Hưng Đạo, phường Đồng Phú, thành phố Đồng Hới",
    "Thôn Cù Lạc 1, xã Sơn Trạch, huyện Bố Trạch",
    "Khu phố 3, phường Ba Đồn, thị xã Ba Đồn",
    "Thôn Tân Sơn, xã Thanh Hóa, huyện Tuyên Hóa",
    "Bản Rục Làn, xã Thượng Hóa, huyện Minh Hóa",
    "Thôn Trung Trinh, xã Hiền Ninh, huyện Quảng Ninh",
)
_ANSWERED_OPTIONAL = 0.6
_MOST_SAMPLE_ROWS = 3


class Chance(Protocol):
    """What is asked of a generator; `random.Random(seed)` is one."""

    def random(self) -> float: ...
    def randrange(self, start: int, stop: int, /) -> int: ...
    def choice(self, seq: Sequence[_T], /) -> _T: ...


@dataclass(frozen=True, slots=True)
class SampleFacts:
    """`applicant` holds autofill facts by name (`applicant.name`), `areas` the communes to choose from."""

    today: date
    areas: Sequence[str] = ("18853",)
    applicant: Mapping[str, str] = field(default_factory=dict)


def sample_payload(form: CompiledForm, rng: Chance, facts: SampleFacts) -> dict[str, object]:
    """A payload that `check_payload(form, …, today=facts.today, strict=True)` finds nothing wrong with."""
    top: dict[str, object] = {}
    _fill(form.fields, top, top, _Sampling(rng, facts, is_female=rng.random() < 0.5))
    return top


def sample_name(rng: Chance, *, is_female: bool) -> str:
    """`Trần Thị Lan`."""
    return f"{rng.choice(_FAMILY_NAMES)} {rng.choice(_FEMALE_NAMES if is_female else _MALE_NAMES)}"


@dataclass(frozen=True, slots=True)
class _Sampling:
    rng: Chance
    facts: SampleFacts
    is_female: bool  # of whoever the group or row at hand is about

    def about(self, one: FormField) -> _Sampling:
        """The same for the people in a group: a mother is a woman, the others may be either."""
        is_female = one.sample == "female-name" or (one.sample != "male-name" and self.rng.random() < 0.5)
        return replace(self, is_female=is_female)

    def digits(self, count: int) -> str:
        return str(self.rng.randrange(10 ** (count - 1), 10**count))


def _fill(
    fields: Sequence[FormField], here: dict[str, object], top: dict[str, object], sampling: _Sampling
) -> None:
    for one in fields:
        if one.show_if is not None and not one.show_if.holds(here, top):
            continue
        if not one.is_required and sampling.rng.random() > _ANSWERED_OPTIONAL:
            continue
        answer = _answer(one, here, top, sampling)
        if answer != {} or one.is_required:
            here[one.name] = answer


def _answer(
    one: FormField, here: Mapping[str, object], top: dict[str, object], sampling: _Sampling
) -> object:
    if one.kind == "group":
        return _members(one, top, sampling)
    if one.kind == "rows":
        least = max(1, one.min_items)
        count = sampling.rng.randrange(least, max(least, min(one.max_items, _MOST_SAMPLE_ROWS)) + 1)
        return [_members(one, top, sampling) for _ in range(count)]
    if one.autofill in sampling.facts.applicant:
        return sampling.facts.applicant[one.autofill]
    if one.options:
        return _choice(one, sampling)
    if one.format in ("date", "partial-date"):
        return _sample_date(one, here, sampling)
    return _sample_value(one, sampling)


def _members(one: FormField, top: dict[str, object], sampling: _Sampling) -> dict[str, object]:
    inside: dict[str, object] = {}
    _fill(one.fields, inside, top, sampling.about(one))
    return inside


def _choice(one: FormField, sampling: _Sampling) -> object:
    values = [option.value for option in one.options]
    if values == ["male", "female"]:
        return values[sampling.is_female]
    return sampling.rng.choice(values)


def _sample_value(one: FormField, sampling: _Sampling) -> object:
    maker = _MAKERS.get(one.sample or one.format)
    if maker is not None:
        return maker(sampling)
    if one.examples:
        return sampling.rng.choice(one.examples)
    if one.kind in ("integer", "number"):
        least = int(max(one.minimum or 0, 0))
        return sampling.rng.randrange(least, least + 5) if (one.maximum or 0) >= least + 5 else least
    return "Không có gì thêm"


def _sample_date(one: FormField, here: Mapping[str, object], sampling: _Sampling) -> str:
    today = sampling.facts.today
    fitting = [text for text in one.examples if not outside_limits(one, str(text), here, today)]
    if fitting:
        return str(sampling.rng.choice(fitting))
    if one.format == "partial-date" and not one.not_before:
        return str(today.year - sampling.rng.randrange(20, 75))
    earliest = _day(one.not_before, here, today)
    latest = _day(one.not_after, here, today)
    if earliest is None:
        earliest = (latest or today) - timedelta(days=300)
    if latest is None:
        latest = earliest + timedelta(days=300)
    span = min(max((latest - earliest).days, 0), 300)
    return (latest - timedelta(days=sampling.rng.randrange(0, span + 1))).isoformat()


def _day(limit: DateLimit | None, here: Mapping[str, object], today: date) -> date | None:
    if limit is None:
        return None
    if limit.is_today:
        return today
    text = limit.fixed or str(here.get(limit.beside) or "")
    return date.fromisoformat((text + "-01-01")[:10]) if text else None


def _cccd(sampling: _Sampling) -> str:
    year = sampling.rng.randrange(1950, 2002)
    female = sampling.rng.randrange(0, 2)
    return f"044{2 * (year // 100 - 19) + female}{year % 100:02d}{sampling.digits(6)}"


def _identity(sampling: _Sampling) -> str:
    # In 2020 most people of Quảng Bình still held a CMND, whose numbers begin with 194.
    return f"194{sampling.digits(6)}" if sampling.rng.random() < 0.7 else _cccd(sampling)


def _tax_code(sampling: _Sampling) -> str:
    while True:
        # The tenth digit checks the others; one in eleven beginnings has none.
        beginning = f"3100{sampling.digits(5)}"
        for check in "0123456789":
            if not isinstance(check_tax_code(beginning + check), Refused):
                return beginning + check


_MAKERS: Mapping[str, Callable[[_Sampling], str]] = {
    "name": lambda sampling: sample_name(sampling.rng, is_female=sampling.is_female),
    "female-name": lambda sampling: sample_name(sampling.rng, is_female=True),
    "male-name": lambda sampling: sample_name(sampling.rng, is_female=False),
    "address": lambda sampling: sampling.rng.choice(_ADDRESSES),
    "bank-account": lambda sampling: sampling.digits(13),
    "phone": lambda sampling: (
        sampling.rng.choice(("091", "094", "098", "097", "036", "081")) + sampling.digits(7)
    ),
    "email": lambda sampling: f"nguoidan{sampling.digits(5)}@example.vn",
    "cccd": _cccd,
    "identity": _identity,
    "tax-code": _tax_code,
    "area": lambda sampling: sampling.rng.choice(sampling.facts.areas),
}
