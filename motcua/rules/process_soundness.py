"""Whether a process always comes to its end with nothing left over (TT 01/2018 Art. 8, 21).

The states a dossier can be in are played through with the very moves that will run it, so there is no
second reading of the drawing to disagree with the first. Every fault comes with the steps that lead to it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from motcua.kit.phrase import Phrase
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.process_graph import reached_from_start, way_to
from motcua.rules.process_model import DONE, OUTCOMES, Problem, Process, Start
from motcua.rules.process_moves import Marking, Progress, complete_step, start_process
from motcua.rules.process_structure import broken_structure, missing_words, unreachable_nodes
from motcua.rules.process_table import NotCompilable, ProcessTable, compile_process

# Five parallel branches of seven steps each (8⁵ states) still fit; no procedure of this law has more.
MOST_STATES = 50_000

# The structure is whole, yet there is no table.
_NOT_COMPILABLE = {
    "too_many_tokens": N_("Sơ đồ tách thành quá nhiều nhánh cùng lúc."),
    "no_way_on": N_("Cổng rẽ nhánh này hỏi kết quả của bước trước, nhưng trước nó chưa có bước nào."),
}

T = TypeVar("T")


def check_soundness(process: Process, *, most_states: int = MOST_STATES) -> tuple[Problem, ...]:
    """Every reason why the process may not be approved; empty where it is sound. Limits: `process_timing`."""
    broken = broken_structure(process)
    words = (*unreachable_nodes(process), *missing_words(process))
    return (*broken, *words, *(() if broken else check_moves(process, most_states=most_states)))


def check_moves(process: Process, *, most_states: int = MOST_STATES) -> tuple[Problem, ...]:
    """Plays every state through: deadlocks, tokens left over, steps opened twice, loops without a way out."""
    try:
        table = compile_process(process)
    except NotCompilable as reason:
        return (
            Problem(
                reason.code, reason.where, _NOT_COMPILABLE[reason.code], path=_way(process, reason.where)
            ),
        )
    start = next(node.id for node in process.nodes if isinstance(node, Start))
    return tuple(_Play(table, start, most_states).problems())


def _way(process: Process, where: str) -> tuple[str, ...]:
    return way_to(where, reached_from_start(process))


# How a state was come by: the state before, the step that was completed there and its outcome.
How = tuple[Marking, str, str]


@dataclass(slots=True)
class _Play:
    """The states met so far, each with the state before it and the step and outcome that led here."""

    table: ProcessTable
    start: str
    most_states: int
    before: dict[Marking, How | None] = field(default_factory=dict)
    earlier: dict[Marking, list[Marking]] = field(default_factory=dict)
    edge: deque[Marking] = field(default_factory=deque)
    final: set[Marking] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    found: dict[str, Problem] = field(default_factory=dict)

    def problems(self) -> list[Problem]:
        self._arrive(start_process(self.table), None)
        while self.edge and len(self.before) <= self.most_states:
            self._leave(self.edge.popleft())
        if self.edge:
            message = N_("Quy trình có quá nhiều trạng thái (trên %(most)s) nên không kiểm tra hết được.")
            self.found["too_many_states"] = Problem(
                "too_many_states", self.table.id, message, {"most": self.most_states}
            )
        if not self.found:
            self._find_trap()
        return list(self.found.values()) or self._unmet()

    def _leave(self, marking: Marking) -> None:
        for step_id in dict.fromkeys(marking.open):
            for outcome in self.table.steps[step_id].outcomes:
                progress = complete_step(self.table, marking, step_id, outcome)
                if not isinstance(progress, Refused):
                    self._arrive(progress, (marking, step_id, outcome))

    def _arrive(self, progress: Progress, how: How | None) -> None:
        marking = progress.marking
        self.opened.update(progress.opened)
        self.ends.update(progress.ends)
        if how is not None:
            self.earlier.setdefault(marking, []).append(how[0])
        if progress.is_over and len(progress.ends) == 1:
            self.final.add(marking)
        if (fault := _fault(self.table, progress)) is not None:
            self._note(*fault, how)
        elif marking not in self.before and not progress.is_over:
            self.edge.append(marking)
        self.before.setdefault(marking, how)

    def _note(self, code: str, where: str, message: str, how: How | None) -> None:
        played = self._played(how)
        steps = tuple(step for step, _ in played)
        last = () if steps and steps[-1] == where else (where,)
        params = {"node": self._name(where), "played": self._told(played)}
        # The first of a kind has the shortest way; the later ones are mostly its echoes.
        self.found.setdefault(code, Problem(code, where, message, params, (self.start, *steps, *last)))

    def _played(self, how: How | None) -> list[tuple[str, str]]:
        """The steps and outcomes that led to a state, first to last."""
        way: list[tuple[str, str]] = []
        while how is not None:
            way.append(how[1:])
            how = self.before[how[0]]
        return list(reversed(way))

    def _find_trap(self) -> None:
        """States from which the end can't be reached any more: loops without a way out."""
        saved, edge = set(self.final), list(self.final)
        while edge:
            for marking in self.earlier.get(edge.pop(), ()):
                if marking not in saved:
                    saved.add(marking)
                    edge.append(marking)
        for marking in self.before:
            if marking not in saved:
                message = N_(
                    "Vòng lặp không có lối ra: từ “%(node)s” không bao giờ tới điểm kết thúc. %(played)s"
                )
                self._note("no_way_out", marking.open[0], message, self.before[marking])
                return

    def _unmet(self) -> list[Problem]:
        """Steps and ends to which a way is drawn that no outcome ever takes."""
        message = N_("“%(node)s” có trên sơ đồ nhưng không bao giờ tới lượt.")
        unmet = [
            *(step for step in self.table.steps if step not in self.opened),
            *(end for end in self.table.results if end not in self.ends),
        ]
        return [Problem("never_reached", one, message, {"node": self._name(one)}) for one in unmet]

    def _name(self, node_id: str) -> str:
        step = self.table.steps.get(node_id)
        return (step.name if step else "") or node_id

    def _told(self, played: list[tuple[str, str]]) -> Phrase:
        if not played:
            return Phrase(N_("Ngay khi bắt đầu."))
        steps = (
            self._name(step) + ("" if outcome == DONE else f" ({OUTCOMES[outcome]})")
            for step, outcome in played
        )
        return Phrase(N_("Khi đã xong: %(steps)s."), {"steps": ", ".join(steps)})


def _fault(table: ProcessTable, progress: Progress) -> tuple[str, str, str] | None:
    """What is wrong with a state by itself, as (code, where, message)."""
    marking = progress.marking
    token = _first_doubled(marking.waiting)
    doubled = _first_doubled(marking.open) or (token[0] if token else None)
    if doubled is not None:
        message = N_("“%(node)s” được mở hai lần cùng lúc: các nhánh song song chưa gộp lại. %(played)s")
        return "doubled", doubled, message
    if progress.ends and not progress.is_over:
        message = N_(
            "Tới điểm kết thúc khi việc khác còn dở dang: các nhánh song song chưa gộp lại. %(played)s"
        )
        return "left_over", progress.ends[0], message
    if len(progress.ends) > 1:
        return "ended_twice", progress.ends[1], N_("Quy trình kết thúc hai lần cùng lúc. %(played)s")
    if not marking.open and marking.waiting:
        message = N_("Kẹt ở cổng gộp “%(node)s”: cổng chờ một nhánh không bao giờ tới. %(played)s")
        return "deadlock", marking.waiting[0][0], message
    return None


def _first_doubled(items: tuple[T, ...]) -> T | None:
    return next((one for one, other in pairwise(items) if one == other), None)
