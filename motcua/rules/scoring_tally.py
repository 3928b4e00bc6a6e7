"""What is counted before a score is made of it: dossiers, and for each index the points and the slips.

Source: TT 01/2018/TT-VPCP Art. 14.1, 15.2a; Art. 12.2 (a slip comes with every notice, a refusal too).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

#: What somebody whose filing was declined can say of the desk. No dossier came to be: 1 and 2 say nothing.
DECLINED_INDICES = ("3", "4", "7")

Slip = Mapping[str, int]
Sums = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class ProcedureTally:
    """A procedure's evaluation at an agency in a period, before it is scored.

    `dossiers`: its weight (see `weight_of`), counting the dossiers the agency leads.
    `sums`: for each index the sum of points and the number of slips that carry it.
    `open_dossiers`: those open in the period but neither received nor finished in it. With nothing else the
    procedure has dossiers, and weighs nothing.
    `extra`: what weighs in some indices only. A declined filing's slip does in 3, 4 and 7 at its desk, and a
    dossier that another agency leads does in 2 at each agency that has a part in it.
    """

    code: str
    dossiers: int
    sums: Sums
    open_dossiers: int = 0
    extra: Mapping[str, int] = field(default_factory=dict)

    def weight(self, index: str) -> int:
        return self.dossiers + self.extra.get(index, 0)

    def has_dossiers(self, index: str) -> bool:
        return self.weight(index) > 0 or self.open_dossiers > 0


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


def with_declined(tally: ProcedureTally, slips: Iterable[Slip]) -> ProcedureTally:
    """The desk's tally with the slips of declined filings in it, each for 3, 4 and 7 with weight 1."""
    added = sum_slips({i: slip[i] for i in DECLINED_INDICES if i in slip} for slip in slips)
    extra = {index: tally.extra.get(index, 0) + count for index, (_, count) in added.items()}
    return replace(tally, sums=add_sums(tally.sums, added), extra={**tally.extra, **extra})


def with_late(tally: ProcedureTally, slips: Iterable[Slip]) -> ProcedureTally:
    """The tally with slips that came after their own period had closed: each brings its dossier along."""
    late = list(slips)
    return replace(tally, dossiers=tally.dossiers + len(late), sums=add_sums(tally.sums, sum_slips(late)))


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
