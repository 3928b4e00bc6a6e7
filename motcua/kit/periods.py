"""Evaluation periods: `2020Q3` or `2020`, and the months in them (TT 01/2018 Art. 15.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from motcua.kit.refusal import Refused
from motcua.kit.words import N_

_PERIOD = re.compile(r"(20[0-9]{2})(?:Q([1-4]))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A quarter, or a whole year where `quarter` is 0."""

    year: int
    quarter: int = 0

    @property
    def text(self) -> str:
        return f"{self.year}Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def begins_on(self) -> date:
        return date(self.year, 3 * self.quarter - 2 if self.quarter else 1, 1)

    @property
    def ends_before(self) -> date:
        """The first day after the period."""
        if self.quarter in (0, 4):
            return date(self.year + 1, 1, 1)
        return date(self.year, 3 * self.quarter + 1, 1)

    def neighbour(self, steps: int) -> Period:
        """The period so many quarters (or years) later; earlier where negative."""
        if not self.quarter:
            return Period(self.year + steps)
        count = self.year * 4 + self.quarter - 1 + steps
        return Period(count // 4, count % 4 + 1)


def parse_period(text: str) -> Period | Refused:
    if matched := _PERIOD.fullmatch(text.strip().upper()):
        return Period(int(matched[1]), int(matched[2] or 0))
    return Refused(
        "no_period",
        N_("“%(typed)s” không phải là một kỳ. Hãy ghi quý như 2020Q3 hoặc năm như 2020."),
        {"typed": text[:20]},
    )


def quarter_of(on: date) -> Period:
    return Period(on.year, (on.month + 2) // 3)
