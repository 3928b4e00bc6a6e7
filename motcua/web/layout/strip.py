"""The reckoning strip: a cell for each day from receipt to due date, and why it counts or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby
from typing import Literal, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.web.layout.words import WEEKDAYS_SHORT, long_date

Kind: TypeAlias = Literal["start", "counted", "off", "paused", "due"]

#: A longer strip folds the whole weeks in the middle into one cell.
LONGEST_WEEKS = 8
_WEEKS_KEPT = 2

MEANING: dict[str, str | Promise] = {
    "start": _("ngày tiếp nhận, không tính"),
    "counted": _("được tính"),
    "off": _("ngày nghỉ, không tính"),
    "paused": _("dừng tính giờ"),
    "due": _("hẹn trả kết quả"),
}


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a reckoning. `cause` says why it is skipped or paused (`Quốc khánh`, `chờ cơ quan thuế`)."""

    on: date
    kind: Kind
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What `_strip.html` draws: a day, or (`weeks`) the fold in the middle of a long strip."""

    on: date
    kind: str
    weekday: str
    day: str
    said: str
    cause: str = ""
    is_past: bool = False
    is_now: bool = False
    month: str = ""
    weeks: int = 0

    @property
    def classes(self) -> str:
        marks = [self.kind, "past" * self.is_past, "now" * self.is_now]
        return " ".join(mark for mark in marks if mark)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A run of like days that did not count: `12–13/09`, `cuối tuần`."""

    first: date
    last: date
    kind: str
    cause: str

    @property
    def dates(self) -> str:
        if self.first == self.last:
            return f"{self.first:%d/%m}"
        head = f"{self.first:%d}" if self.first.month == self.last.month else f"{self.first:%d/%m}"
        return f"{head}–{self.last:%d/%m}"


@dataclass(frozen=True, slots=True)
class Strip:
    """`first_column` (1 Monday … 7 Sunday) puts the weeks under one another."""

    cells: Sequence[Cell]
    skipped: Sequence[Skipped]
    legend: Sequence[tuple[str, str]]
    first_column: int


def strip_of(days: Iterable[object], today: date | None = None) -> Strip:
    """Builds the strip of `Day`s (or anything with `on`, `kind`, `cause`), in order, one for each date."""
    told = [_day(one) for one in days]
    cells = _fold([_cell(day, today, is_first=not at) for at, day in enumerate(told)])
    return Strip(
        cells=cells,
        skipped=_skipped(told),
        legend=_legend(cells),
        first_column=told[0].on.isoweekday() if told else 1,
    )


def _day(one: object) -> Day:
    if isinstance(one, Day):
        return one
    read = one.get if isinstance(one, dict) else lambda name, default="": getattr(one, name, default)
    return Day(on=read("on", ""), kind=read("kind", ""), cause=str(read("cause", "") or ""))


def _cell(day: Day, today: date | None, *, is_first: bool) -> Cell:
    is_now = day.on == today
    said = [long_date(day.on), str(MEANING[day.kind])]
    if day.cause:
        said.append(gettext(day.cause))
    if is_now:
        said.append(gettext("hôm nay"))
    return Cell(
        on=day.on,
        kind=day.kind,
        weekday=str(WEEKDAYS_SHORT[day.on.weekday()]),
        day=f"{day.on:%d}",
        said=", ".join(said),
        cause=day.cause,
        is_past=today is not None and day.on < today,
        is_now=is_now,
        month=str(day.on.month) if is_first or day.on.day == 1 else "",
    )


def _fold(cells: list[Cell]) -> list[Cell]:
    """Keeps the first and last weeks and this one; what lies between becomes one cell."""
    weeks = [list(week) for _key, week in groupby(cells, key=lambda cell: cell.on.isocalendar()[:2])]
    if len(weeks) <= LONGEST_WEEKS:
        return cells
    folded: list[Cell] = []
    edges = {*range(_WEEKS_KEPT), *range(len(weeks) - _WEEKS_KEPT, len(weeks))}
    kept = [at in edges or any(cell.is_now for cell in week) for at, week in enumerate(weeks)]
    for is_kept, run in groupby(zip(kept, weeks, strict=True), key=lambda pair: pair[0]):
        inside = [week for _kept, week in run]
        folded += chain.from_iterable(inside) if is_kept else [_gap(inside)]
    return folded


def _gap(weeks: list[list[Cell]]) -> Cell:
    counted = sum(cell.kind == "counted" for week in weeks for cell in week)
    said = gettext("%(weeks)s tuần, trong đó %(days)s ngày được tính") % {
        "weeks": len(weeks),
        "days": counted,
    }
    return Cell(on=weeks[0][0].on, kind="gap", weekday="", day="", said=said, weeks=len(weeks))


def _legend(cells: list[Cell]) -> list[tuple[str, str]]:
    """What the cells that are there mean; counted days are solid once they have passed."""
    passed = {cell.kind for cell in cells if cell.is_past}
    there = dict.fromkeys(cell.kind for cell in cells if not cell.weeks)
    lines = [(kind, str(MEANING[kind])) for kind in there]
    if "counted" in passed:
        lines.insert(1, ("counted past", gettext("đã tính")))
    return lines


def _skipped(days: list[Day]) -> list[Skipped]:
    runs: list[Skipped] = []
    for (kind, cause), run in groupby(days, key=lambda day: (day.kind, day.cause)):
        inside = list(run)
        if kind in ("off", "paused"):
            runs.append(Skipped(inside[0].on, inside[-1].on, kind, cause or str(MEANING[kind])))
    return runs
