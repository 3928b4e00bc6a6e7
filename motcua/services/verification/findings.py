"""What a verification has looked at and what did not hold."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_KEPT = 20


@dataclass(slots=True)
class Check:
    """One promise: how many things were looked at, how many break it, the first twenty named."""

    name: str
    count: int = 0
    problem_count: int = 0
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def saw(self, number: int = 1) -> None:
        self.count += number

    def problem(self, what: str) -> None:
        """`what` begins with the thing it is about and says what is wrong with it."""
        self.problem_count += 1
        if len(self.problems) < MOST_KEPT:
            self.problems.append(what)

    def note(self, what: str) -> None:
        """Worth knowing, and not wrong."""
        self.notes.append(what)


class Findings:
    """Checks by name, in the order in which they were first spoken of."""

    def __init__(self) -> None:
        self._checks: dict[str, Check] = {}

    def check(self, name: str) -> Check:
        return self._checks.setdefault(name, Check(name))

    @property
    def checks(self) -> list[Check]:
        return list(self._checks.values())

    @property
    def holds(self) -> bool:
        return not any(check.problem_count for check in self._checks.values())
