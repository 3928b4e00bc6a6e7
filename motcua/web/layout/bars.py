"""Rows of a bar table: a name, a bar, and its value written at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """`value` is None where nothing was counted; `text` is how it is written; `note` explains a zero."""

    label: str
    value: float | None
    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar and its length as an SVG width, for a policy that forbids inline styles."""

    bar: Bar
    width: str

    @property
    def is_zero(self) -> bool:
        return self.bar.value == 0


def drawn(bars: Sequence[Bar], full: float) -> list[DrawnBar]:
    """Lengths against `full`, the most that can be reached (18 points, 100 %)."""
    return [DrawnBar(bar, f"{min(100, 100 * (bar.value or 0) / full):.1f}%") for bar in bars]
