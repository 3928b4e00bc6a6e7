"""Lists of ids as short text: `1-2048,2051`. The order is kept, so it can stand for positions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def written_ranges(ids: Iterable[int]) -> str:
    """`[1, 2, 3, 7]` → `1-3,7`."""
    return ",".join(f"{first}-{last}" if last > first else str(first) for first, last in _runs(ids))


def read_ranges(text: str) -> list[int]:
    """`1-3,7` → `[1, 2, 3, 7]`; ValueError for anything `written_ranges` does not write."""
    ids: list[int] = []
    for part in text.split(",") if text else []:
        first, dash, last = part.partition("-")
        ids.extend(range(int(first), int(last if dash else first) + 1))
    if written_ranges(ids) != text:
        raise ValueError(f"not a list of id ranges: {text[:60]!r}")
    return ids


def _runs(ids: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for number in ids:
        if last is not None and number == last + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = number
    if first is not None and last is not None:
        yield first, last
