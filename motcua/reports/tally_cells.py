"""The shape of the roll-ups: cells, what is counted in one, and the groups its slips fall in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from motcua.kit.instants import VIETNAM

PART_COUNTS = ("part_received_count", "part_finished_count", "part_closed_count")
COUNTS = (
    *("received_count", "online_count", "finished_count", "early_count", "on_time_count"),
    *("late_count", "closed_count", "declined_count", "slip_count"),
    *PART_COUNTS,
)
GROUPS = ("slips", "part_slips", "declined_slips", "late_slips")

# Index → [points, slips that carry it].
Sums = dict[str, list[int]]


class Cell(NamedTuple):
    """An agency, a procedure and a month (its first day, local)."""

    agency: int
    procedure: int
    month: date


class GivenSlip(NamedTuple):
    """What a slip says of one agency; `month_on` and `counted_on` as in Slip."""

    month_on: date
    counted_on: date
    answers: Mapping[str, int]
    is_before_receipt: bool = False

    @property
    def is_late(self) -> bool:
        return self.counted_on != self.month_on


@dataclass(slots=True)
class Tally:
    """The counts of one cell, and its slips in the groups of MonthTally."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    slips: Sums = field(default_factory=dict)
    part_slips: Sums = field(default_factory=dict)
    declined_slips: Sums = field(default_factory=dict)
    late_slips: dict[str, Sums] = field(default_factory=dict)

    def count(self, name: str) -> int:
        return self.counts.get(name, 0)

    def groups(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in GROUPS}

    @property
    def is_empty(self) -> bool:
        return not (any(self.counts.values()) or any(self.groups().values()))

    def add_slip(self, slip: GivenSlip) -> None:
        """A slip about the agency's own dossier or filing; a declined one weighs 1 wherever it is counted."""
        if slip.is_before_receipt:
            _add(self.declined_slips, slip.answers)
        else:
            self.counts["slip_count"] += 1
            _add(self._late(slip) if slip.is_late else self.slips, slip.answers)

    def add_part(self, slip: GivenSlip) -> None:
        """What a slip says of the agency's part in a dossier that another leads."""
        _add(self._late(slip) if slip.is_late else self.part_slips, slip.answers)

    def _late(self, slip: GivenSlip) -> Sums:
        return self.late_slips.setdefault(f"{slip.month_on:%Y-%m}", {})


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_of(at: datetime) -> date:
    """The first day of the month in which an instant falls, in Việt Nam."""
    return at.astimezone(VIETNAM).date().replace(day=1)


def _add(sums: Sums, answers: Mapping[str, int]) -> None:
    for index, points in answers.items():
        pair = sums.setdefault(index, [0, 0])
        pair[0] += points
        pair[1] += 1
