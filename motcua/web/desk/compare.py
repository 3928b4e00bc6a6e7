"""The form as it is, beside what it said before the applicant corrected it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from motcua.rules.eform_show import ShownLine, ShownPage


@dataclass(frozen=True, slots=True)
class Line:
    """An answer; `before` is None where it was always so, and empty where nothing was answered."""

    group: str
    label: str
    value: str
    before: str | None


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    lines: tuple[Line, ...]


def compared(now: Iterable[ShownPage], former: Iterable[ShownPage] | None) -> list[Page]:
    """Page by page, an answer that is gone at the end of its page; `former` is None where nothing changed."""
    if former is None:
        return [Page(page.title, tuple(_as_is(line) for line in page.lines)) for page in now]
    old = {page.number: {line.field: line for line in page.lines} for page in former}
    return [Page(page.title, tuple(_beside(page, old.get(page.number, {})))) for page in now]


def _beside(page: ShownPage, old: Mapping[str, ShownLine]) -> Iterator[Line]:
    for line in page.lines:
        before = old[line.field].value if line.field in old else ""
        yield Line(line.group, line.label, line.value, before if before != line.value else None)
    here = {line.field for line in page.lines}
    for field, line in old.items():
        if field not in here and line.value:
            yield Line(line.group, line.label, "", line.value)


def _as_is(line: ShownLine) -> Line:
    return Line(line.group, line.label, line.value, None)
