"""What is counted before a score is made of it: dossiers, and for each index the points and the slips.

Source: TT 01/2018/TT-VPCP Art. 14.1, 15.2a; Art. 12.2 (a slip comes with every notice, a refusal too).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

#: What somebody whose filing was declined can say of the desk. No dossier came to be: 1 and 2 say nothing.
DECLINED_INDICES = ("3", "4", "7")
#: What an agency with a part in another's dossier is measured by: its own parts' time.
PARTS_INDEX = "2"

Slip = Mapping[str, int]
Sums = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class ProcedureTally:
    """A procedure's evaluation at an agency in a period, before it is scored.

    `dossiers`: its weight (see `weight_of`), counting the dossiers the agency leads.
    `sums`: for each index the sum of points and the number of slips that carry it.
    `open_dossiers`: those open in the period but neither received nor finished in it. With nothing else the
    procedure has dossiers, and weighs nothing.
    `extra`: dossiers that weigh in some indices only, as one that another agency leads does in 2 at each
    agency that has a part in it. An index named with 0 has dossiers there, and they weigh nothing.
    `alone`: points and slips that speak for nobody but themselves, each with weight 1.
    """

    code: str
    dossiers: int
    sums: Sums
    open_dossiers: int = 0
    extra: Mapping[str, int] = field(default_factory=dict)
    alone: Sums = field(default_factory=dict)

    def weight(self, index: str) -> int:
        """The dossiers its slips speak for, those without a slip too."""
        return self.dossiers + self.extra.get(index, 0)

    def has_dossiers(self, index: str) -> bool:
        return self.dossiers > 0 or self.open_dossiers > 0 or index in self.extra


def tally_slips(code: str, dossiers: int, slips: Iterable[Slip]) -> ProcedureTally:
    """The tally of a procedure's slips; each slip gives the points of the indices it carries."""
    return ProcedureTally(code, dossiers, sum_slips(slips))


def sum_slips(slips: Iterable[Slip]) -> dict[str, tuple[int, int]]:
    points: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for slip in slips:
        points.update(slip)
        counts.update(slip.keys())
    return {index: (points[index], counts[index]) for index in counts}


def with_parts(tally: ProcedureTally, dossiers: int, sums: Sums) -> ProcedureTally:
    """The tally with the agency's parts in `dossiers` that others lead: they weigh in index 2 alone."""
    spoken = {PARTS_INDEX: sums[PARTS_INDEX]} if PARTS_INDEX in sums else {}
    extra = {**tally.extra, PARTS_INDEX: tally.extra.get(PARTS_INDEX, 0) + dossiers}
    return replace(tally, sums=add_sums(tally.sums, spoken), extra=extra)


def with_declined(tally: ProcedureTally, sums: Sums) -> ProcedureTally:
    """The desk's tally with the slips of declined filings in it, each for 3, 4 and 7 with weight 1."""
    return with_late(tally, {index: sums[index] for index in DECLINED_INDICES if index in sums})


def with_late(tally: ProcedureTally, sums: Sums) -> ProcedureTally:
    """The tally with slips that came after their own period had closed, its own dossier as weight 1 each.

    Their dossiers are not among this period's, so they say nothing of those: one late slip does not lift
    forty dossiers that nobody has answered for.
    """
    return replace(tally, alone=add_sums(tally.alone, sums))


def add_sums(left: Sums, right: Sums) -> dict[str, tuple[int, int]]:
    """Two roll-ups' sums as one."""
    added = dict(left)
    for index, (points, slips) in right.items():
        own_points, own_slips = added.get(index, (0, 0))
        added[index] = (own_points + points, own_slips + slips)
    return added


def weight_of(*, received: int, finished: int) -> int:
    """A procedure's weight in a period: the dossiers finished in it or, if there are none, those received."""
    return finished or received
