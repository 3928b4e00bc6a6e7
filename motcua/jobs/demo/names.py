"""Invented people: names, identity numbers, phones and addresses put together from the province's parts."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from motcua.records.agencies.models import Area

_PHONES = ("091", "094", "098", "097", "096", "090", "036", "038", "081", "085")


@dataclass(frozen=True, slots=True)
class NameParts:
    """`names.json` of the province; `family_weights` cumulated."""

    parts: Mapping[str, Any]
    family_weights: tuple[int, ...]

    def full_name(self, rng: random.Random, *, is_female: bool) -> str:
        (family,) = rng.choices(self.parts["family"], cum_weights=self.family_weights)
        sex = "female" if is_female else "male"
        middle, given = rng.choice(self.parts["middle"][sex]), rng.choice(self.parts["given"][sex])
        return f"{family} {middle} {given}" if middle != given else f"{family} {given}"

    def address(self, rng: random.Random, area: Area, district: str) -> str:
        """`Thôn Thượng, Xã Phong Thủy, Huyện Lệ Thủy`; in wards and townships also a street."""
        hamlets = self.parts["hamlets"]
        is_town = area.kind in {"phuong", "thi_tran"}
        if is_town and rng.random() < 0.5:
            place = f"{rng.randrange(1, 180)} {rng.choice(self.parts['streets']['names'])}"
        elif is_town:
            place = f"{hamlets['ward_prefix']} {rng.choice(hamlets['numbers'])}"
        else:
            place = f"{hamlets['commune_prefix']} {rng.choice([*hamlets['names'], *hamlets['numbers']])}"
        return f"{place}, {area.name}, {district}"


@lru_cache(maxsize=2)
def name_parts(folder: Path) -> NameParts:
    """The parts that the province's folder holds."""
    parts = json.loads((folder / "names.json").read_text("utf-8"))
    return NameParts(parts=parts, family_weights=tuple(accumulate(parts["family_weights"])))


def identity_number(rng: random.Random, *, is_female: bool) -> str:
    """A CMND of Quảng Bình (194…), which most still held in 2020, or a CCCD (044…)."""
    if rng.random() < 0.65:
        return f"194{rng.randrange(10**5, 10**6)}"
    year = rng.randrange(1945, 2000)
    return f"044{int(is_female)}{year % 100:02d}{rng.randrange(10**5, 10**6)}"


def phone_number(rng: random.Random) -> str:
    return f"{rng.choice(_PHONES)}{rng.randrange(10**6, 10**7)}"
