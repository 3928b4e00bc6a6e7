"""How much of what there was in 2020, and how well each agency worked: invented, but told with care."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from motcua.records.agencies.models import Agency

# Filings of a procedure in the whole province, relative to each other.
_PROCEDURES = {
    "2.000815": 260,  # certified copies
    "1.001193": 120,  # birth
    "2.000884": 90,  # certified signature
    "2.000635": 85,  # extracts of civil status
    "1.004873": 80,  # marital status
    "1.000656": 45,  # death
    "1.000894": 45,  # marriage
    "2.001035": 30,
    "2.000986": 28,
    "1.004884": 20,
    "1.004859": 16,
    "1.001776": 22,
    "1.001731": 14,
    "1.010803": 8,
    "1.002252": 8,
    "1.011607": 14,
    "1.013831": 60,  # land transfer
    "1.012783": 22,
    "1.012784": 18,
    "1.013978": 14,
    "1.012786": 8,
    "1.012790": 8,
    "1.013225": 24,  # building permit
    "1.001612": 34,  # household business
    "2.000720": 16,
    "1.001266": 12,
    "2.000908": 30,
    "3.000333": 40,  # criminal record
    "2.001583": 26,  # company
    "1.005092": 18,
    "2.001914": 8,
    "1.004616": 8,
}
_RARE = 4
# The months before the outbreak, the weeks of distancing in April, the second wave in August.
_MONTHS = {1: 0.95, 2: 0.95, 3: 1.0, 4: 0.6, 5: 1.1, 6: 1.15, 7: 1.15, 8: 0.9, 9: 1.1}
_ONLINE = {1: 0.07, 2: 0.08, 3: 0.12, 4: 0.3, 5: 0.22, 6: 0.23, 7: 0.26, 8: 0.34, 9: 0.36}
_BY_POST = 0.015


@dataclass(frozen=True, slots=True)
class Temper:
    """Shares (0–1) of an agency's dossiers that are late, and finished on the very day; and its surveys.

    `kindness` is how well people speak of it; `slips` the share of dossiers with a slip, 0 for none at all.
    """

    late: float
    on_time: float
    kindness: float
    slips: float


_GOOD, _FAIR, _BAD = (0.02, 0.15, 0.93), (0.08, 0.3, 0.8), (0.34, 0.4, 0.45)


def procedure_weight(code: str) -> int:
    return _PROCEDURES.get(code, _RARE)


def day_weight(on: date) -> float:
    """Mondays are busy, Fridays less so."""
    return _MONTHS.get(on.month, 1.0) * (1.2, 1.05, 1.0, 0.95, 0.85, 0.6, 0.5)[on.weekday()]


def agency_weight(agency: Agency) -> float:
    """Towns file more; the rest by a dice thrown once for each agency."""
    rng = random.Random(f"size {agency.code}")
    town = {"phuong": 2.2, "thi_tran": 1.8, "thanh_pho": 2.0, "thi_xa": 1.4}.get(agency.area.kind, 1.0)
    known = 14.0 if agency.code == "000.25.30.H46" else 1.0  # Phong Thủy, whose officers are printed
    return town * known * rng.uniform(0.6, 1.5)


def channel_of(rng: random.Random, on: date, *, has_online: bool) -> str:
    """Filing online grows through the year and jumps in April."""
    if has_online and rng.random() < _ONLINE.get(on.month, 0.2):
        return "online"
    return "post" if rng.random() < _BY_POST else "counter"


def temper_of(agency: Agency) -> Temper:
    rng = random.Random(f"temper {agency.code}")
    thrown = rng.random()
    late, on_time, kindness = _BAD if thrown < 0.09 else _FAIR if thrown < 0.4 else _GOOD
    has_slips = agency.code == "000.25.30.H46" or rng.random() > 0.06
    return Temper(
        late=late * rng.uniform(0.6, 1.3),
        on_time=on_time * rng.uniform(0.8, 1.2),
        kindness=min(0.98, kindness * rng.uniform(0.92, 1.05)),
        slips=rng.uniform(0.12, 0.4) if has_slips else 0.0,
    )
