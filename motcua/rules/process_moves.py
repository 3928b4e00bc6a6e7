"""Runs a process by its table: what a finished step opens, what waits at joins, when all is done.

Pure look-ups; a step costs a few microseconds. NĐ 61/2018 Art. 19: the next unit gets the dossier at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.process_model import DONE
from motcua.rules.process_table import Join, ProcessTable, Route


@dataclass(frozen=True, slots=True)
class Marking:
    """Where a dossier is: the steps that are open, and (join, flow) for every token that waits."""

    open: tuple[str, ...] = ()
    waiting: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"open": list(self.open), "waiting": [list(token) for token in self.waiting]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Marking:
        return cls(tuple(data["open"]), tuple((join, flow) for join, flow in data["waiting"]))


@dataclass(frozen=True, slots=True)
class Progress:
    """After a move: the new marking, the steps it opened, and the process's result once nothing is left.

    `ends` are the end events this move reached; in a sound process one, in the very last move.
    """

    marking: Marking
    opened: tuple[str, ...]
    ended: str | None
    ends: tuple[str, ...] = ()

    @property
    def is_over(self) -> bool:
        return bool(self.ends) and not self.marking.open and not self.marking.waiting


def start_process(table: ProcessTable) -> Progress:
    """Opens the first steps."""
    return _move(table, Marking(), table.begin, DONE)


def complete_step(
    table: ProcessTable, marking: Marking, step_id: str, outcome: str = DONE
) -> Progress | Refused:
    """Ends an open step with one of its outcomes and opens what follows."""
    if step_id not in marking.open:
        return _not_open(table, step_id)
    route = table.steps[step_id].after.get(outcome)
    if route is None:
        return _unknown_outcome(table, step_id, outcome)
    left = list(marking.open)
    left.remove(step_id)
    return _move(table, Marking(tuple(left), marking.waiting), route, outcome)


def send_back(table: ProcessTable, marking: Marking, step_id: str, to: str) -> Progress | Refused:
    """Takes the token of an open step back to the step `to` that led straight to it.

    Only where nothing else came of `to`: no fork, no join and no end between the two. So the marking is
    one the process could have had all along, with `to` not done yet.
    """
    if step_id not in marking.open:
        return _not_open(table, step_id)
    if not leads_straight(table, to, step_id):
        return Refused(
            "no_way_back",
            N_("Quy trình không cho trả lại về bước đó. Hãy trả lại cho bước đã chuyển thẳng đến bước này."),
        )
    left = list(marking.open)
    left.remove(step_id)
    return Progress(Marking(tuple(sorted((*left, to))), marking.waiting), (to,), None)


def leads_straight(table: ProcessTable, before: str, step_id: str) -> bool:
    """Whether `before` has an outcome that opens `step_id` and does nothing else."""
    step = table.steps.get(before)
    return step is not None and Route((step_id,)) in step.after.values()


def _move(table: ProcessTable, marking: Marking, route: Route, outcome: str) -> Progress:
    opened, ends = list(route.steps), list(route.ends)
    waiting = marking.waiting
    arriving = list(route.joins)
    while arriving:
        token = arriving.pop(0)
        waiting = (*waiting, token)
        passed = _pass_join(table.joins[token[0]], waiting, outcome)
        if passed is not None:
            waiting, onward = passed
            opened.extend(onward.steps)
            ends.extend(onward.ends)
            arriving.extend(onward.joins)
    # Sorted, so that the same state is the same marking whichever branch was quicker.
    now = Marking(tuple(sorted((*marking.open, *opened))), tuple(sorted(waiting)))
    progress = Progress(now, tuple(opened), None, tuple(ends))
    return replace(progress, ended=table.results[ends[-1]]) if progress.is_over else progress


def _pass_join(
    join: Join, waiting: tuple[tuple[str, str], ...], outcome: str
) -> tuple[tuple[tuple[str, str], ...], Route] | None:
    onward = join.after.get(outcome)
    if onward is None or any((join.id, flow) not in waiting for flow in join.needs):
        return None
    left = list(waiting)
    for flow in join.needs:
        left.remove((join.id, flow))
    return tuple(left), onward


def _not_open(table: ProcessTable, step_id: str) -> Refused:
    step = table.steps.get(step_id)
    if step is None:
        return Refused("unknown_step", N_("Quy trình không có bước “%(step)s”."), {"step": step_id})
    return Refused(
        "step_not_open",
        N_("Bước “%(step)s” chưa đến lượt hoặc đã xong: hãy tải lại trang để xem bước hiện tại."),
        {"step": step.name or step_id},
    )


def _unknown_outcome(table: ProcessTable, step_id: str, outcome: str) -> Refused:
    step = table.steps[step_id]
    return Refused(
        "unknown_outcome",
        N_("Bước “%(step)s” không kết thúc bằng “%(outcome)s” được; chọn một trong: %(outcomes)s."),
        {"step": step.name or step_id, "outcome": outcome, "outcomes": ", ".join(step.outcomes)},
    )
