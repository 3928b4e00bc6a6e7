"""What a benchmark says, as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in `unit`; `raw` is the raw limit in the same unit, `ratio` how far from it we are."""

    name: str
    value: float
    unit: str
    raw: float | None = None
    p95_ms: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return round(self.value / self.raw, 3) if self.raw else None

    def plain(self) -> dict[str, object]:
        return {**asdict(self), "ratio": self.ratio}


def table(figures: Sequence[Figure]) -> str:
    """A Markdown table."""
    lines = ["| measured | value | raw limit | ratio | p95 | note |", "|---|--:|--:|--:|--:|---|"]
    for one in figures:
        raw = f"{_shown(one.raw)} {one.unit}" if one.raw else "–"
        ratio = f"{one.ratio:.3f}" if one.ratio is not None else "–"
        p95 = f"{one.p95_ms:.0f} ms" if one.p95_ms is not None else "–"
        lines.append(
            f"| {one.name} | {_shown(one.value)} {one.unit} | {raw} | {ratio} | {p95} | {one.note} |"
        )
    return "\n".join(lines)


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
