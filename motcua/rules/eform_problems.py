"""What is wrong with a form's file: all of it at once, each at its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.kit.errors import Unusable


@dataclass(frozen=True, slots=True)
class FormProblem:
    """`pointer` is the JSON pointer of the place, in the file with its `$ref`s put in."""

    pointer: str
    code: str
    message: str
    params: Mapping[str, object]

    def __str__(self) -> str:
        said = self.message % self.params if self.params else self.message
        return f"{self.pointer or '/'}: {said}"


class FormUnsound(Unusable):
    """The file is not a form in our subset of JSON Schema; `problems` says where and why."""

    def __init__(self, problems: tuple[FormProblem, ...]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(slots=True)
class Problems:
    """Collects problems while a form is read."""

    found: list[FormProblem] = field(default_factory=list)

    def add(self, pointer: str, code: str, message: str, **params: object) -> None:
        self.found.append(FormProblem(pointer, code, message, params))

    def raise_any(self) -> None:
        if self.found:
            raise FormUnsound(tuple(self.found))
