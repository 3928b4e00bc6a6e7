"""What a dossier costs: fees (phí) and charges (lệ phí) in whole đồng, from the procedure's own items.

Law on fees and charges 2015 (Luật 97/2015/QH13) Art. 3 and 10; copy certification TT 226/2016/TT-BTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from motcua.kit.refusal import Refused
from motcua.kit.words import N_

MOST = 10_000


class Kind(StrEnum):
    FEE = "fee"  # phí
    CHARGE = "charge"  # lệ phí


class Unit(StrEnum):
    """What is counted; a page's price may fall with the page's number, and a copy's may be capped."""

    DOSSIER = "dossier"
    COPY = "copy"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Tier:
    """From this page (or copy) on, each costs `each_vnd`."""

    from_number: int
    each_vnd: int


@dataclass(frozen=True, slots=True)
class FeeItem:
    """One line of a procedure's fees. `cap_vnd` caps one copy where pages are counted, else the item."""

    code: str
    name: str
    kind: Kind
    unit: Unit
    tiers: tuple[Tier, ...]
    cap_vnd: int | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    """Who pays `percent` less, of every item or of those named, with the legal text."""

    code: str
    name: str
    legal_basis: str
    percent: int = 100
    items: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much was asked for: so many copies of so many pages each."""

    copies: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class FeeLine:
    item: FeeItem
    quantity: Quantity
    full_vnd: int
    due_vnd: int
    exemption: str | None


@dataclass(frozen=True, slots=True)
class Bill:
    lines: tuple[FeeLine, ...]

    @property
    def due_vnd(self) -> int:
        return sum(line.due_vnd for line in self.lines)


def reckon_fees(
    items: Iterable[FeeItem], quantities: Mapping[str, Quantity], exemptions: Iterable[Exemption] = ()
) -> Bill | Refused:
    """The bill for `quantities` by item code (else one of each); the best exemption counts."""
    granted, lines = tuple(exemptions), []
    for item in items:
        quantity = quantities.get(item.code, Quantity())
        if not (1 <= quantity.copies <= MOST and 1 <= quantity.pages <= MOST):
            return Refused(
                "quantity_out_of_range",
                N_("%(name)s: số bản, số trang từ 1 đến %(most)s; đã nhập %(copies)s bản, %(pages)s trang."),
                {"name": item.name, "most": MOST, "copies": quantity.copies, "pages": quantity.pages},
            )
        lines.append(_line(item, quantity, granted))
    return Bill(tuple(lines))


def full_price(item: FeeItem, quantity: Quantity) -> int:
    """Đồng before any exemption."""
    if item.unit is Unit.PAGE:
        return quantity.copies * _capped(item, _tiered(item.tiers, quantity.pages))
    return _capped(item, _tiered(item.tiers, quantity.copies if item.unit is Unit.COPY else 1))


def item_from_json(data: Mapping[str, object]) -> FeeItem:
    """`{"code", "name", "kind", "unit", "tiers": [[1, 2000], [3, 1000]], "cap_vnd"}`, or ValueError."""
    tiers, cap = data.get("tiers"), data.get("cap_vnd")
    if not isinstance(tiers, list) or not tiers:
        raise ValueError("tiers: a list of [from, đồng] is needed")
    read = tuple(Tier(_whole(number, 1, "tier"), _whole(each, 0, "đồng")) for number, each in tiers)
    if read[0].from_number != 1 or any(a.from_number >= b.from_number for a, b in pairwise(read)):
        raise ValueError("tiers begin at 1 and rise")
    return FeeItem(
        *(str(data["code"]), str(data["name"]), Kind(str(data["kind"])), Unit(str(data["unit"])), read),
        None if cap is None else _whole(cap, 0, "cap_vnd"),
    )


def item_to_json(item: FeeItem) -> dict[str, object]:
    tiers = [[tier.from_number, tier.each_vnd] for tier in item.tiers]
    plain = {"code": item.code, "name": item.name, "kind": str(item.kind), "unit": str(item.unit)}
    return {**plain, "tiers": tiers, "cap_vnd": item.cap_vnd}


def _line(item: FeeItem, quantity: Quantity, exemptions: tuple[Exemption, ...]) -> FeeLine:
    full = full_price(item, quantity)
    fitting = [one for one in exemptions if not one.items or item.code in one.items]
    best = max(fitting, key=lambda one: one.percent, default=None)
    if best is None or full == 0:
        return FeeLine(item, quantity, full, full, None)
    # What remains is rounded down: nobody pays a đồng more than the share that is owed.
    return FeeLine(item, quantity, full, full * (100 - best.percent) // 100, best.code)


def _tiered(tiers: tuple[Tier, ...], count: int) -> int:
    ends = [tier.from_number - 1 for tier in tiers[1:]] + [count]
    return sum(
        tier.each_vnd * max(0, min(count, end) - tier.from_number + 1)
        for tier, end in zip(tiers, ends, strict=True)
    )


def _capped(item: FeeItem, amount_vnd: int) -> int:
    return amount_vnd if item.cap_vnd is None else min(amount_vnd, item.cap_vnd)


def _whole(value: object, least: int, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValueError(f"{name}: a whole number of at least {least} is needed, not {value!r}")
    return value
