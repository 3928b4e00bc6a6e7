"""Hand-overs of a dossier, drawn from its finished steps (NĐ 61/2018 Art. 18–20; TT 01/2018 Mẫu 05).

A step that ends hands the dossier to every step that was opened by its end; where it opened none (the
other branch of a join is still at work) to what is opened next. Who passes a dossier on to themselves at
the same agency hands nothing over: such steps are one stretch of work, as late as the latest of them, and
their remarks stand together at its end. The desk's release hands over to whoever collects the result;
what the applicant gave in is Mẫu 01, not a hand-over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

_WORST_FIRST = ("late", "on_time", "early", "")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the dossier: an agency, and its officer ("" while nobody has taken the step up)."""

    agency: str
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it stands: `ended_at` None while open; `timeliness` against its own limit, "" without one.

    `number` rises with the order in which steps were opened; `is_last` is the desk's release.
    """

    number: int
    holder: Holder
    opened_at: datetime
    ended_at: datetime | None = None
    timeliness: str = ""
    note: str = ""
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class HandOver:
    """A row of the control slip; `receiver` None is whoever collects the result."""

    giver: Holder
    receiver: Holder | None
    at: datetime
    result: str
    note: str


def hand_overs(steps: Sequence[Step]) -> list[HandOver]:
    """Every hand-over there has been, in the order of time."""
    stretches: dict[int, tuple[Step, ...]] = {step.number: (step,) for step in steps}
    rows: list[HandOver] = []
    for step, followers in sorted(_passed_on(steps), key=lambda pair: pair[0].number):
        stretch = stretches[step.number]
        for follower in followers:
            if follower is not None and follower.holder == step.holder:
                stretches[follower.number] = (*stretch, *stretches[follower.number])
            else:
                rows.append(_row(step, follower, stretch))
    return sorted(rows, key=lambda row: row.at)


def _passed_on(steps: Sequence[Step]) -> Iterable[tuple[Step, list[Step | None]]]:
    """Each ended step with those it was passed on to; None is the applicant."""
    opener = {step.number: _opener(step, steps) for step in steps}
    for step in steps:
        if step.ended_at is None:
            continue
        if step.is_last:
            yield step, [None]
            continue
        opened: list[Step | None] = [one for one in steps if opener[one.number] == step.number]
        yield step, opened or list(_next_opened(step, steps))


def _opener(step: Step, steps: Iterable[Step]) -> int | None:
    """The step whose end opened this one: of those that ended at that instant the one opened last."""
    ended = (one.number for one in steps if one.number < step.number and one.ended_at == step.opened_at)
    return max(ended, default=None)


def _next_opened(step: Step, steps: Iterable[Step]) -> list[Step]:
    later = [one for one in steps if step.ended_at and one.opened_at >= step.ended_at and one is not step]
    following = [one for one in later if one.number > step.number]
    return sorted(following, key=lambda one: (one.opened_at, one.number))[:1]


def _row(step: Step, follower: Step | None, stretch: Sequence[Step]) -> HandOver:
    if step.ended_at is None:
        raise ValueError(f"step {step.number} is open: nothing was handed over")
    return HandOver(
        giver=step.holder,
        receiver=follower.holder if follower else None,
        at=step.ended_at,
        result=min((one.timeliness for one in stretch), key=_WORST_FIRST.index),
        note="; ".join(dict.fromkeys(one.note for one in stretch if one.note)),
    )
