"""The seals' log outside the database: one JSON line for each seal, flushed to the disk before it counts.

The database can be rolled back or rewritten by whoever owns it; this file (and every copy of it that was
carried off the machine) still says what had been sealed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from motcua.kit.id_ranges import read_ranges, written_ranges
from motcua.kit.instants import utc_text
from motcua.records.journal.seal_content import SealContent

_TAIL = 64 * 1024


class BrokenLine(ValueError):
    """A whole line that is no seal: the file was edited, or the disk is failing."""


@dataclass(frozen=True, slots=True)
class SealLine:
    """A seal as logged: `entries` are its entries' ids in the order of the tree's leaves."""

    content: SealContent
    hash: str
    signature: str
    entries: tuple[int, ...]

    def to_text(self) -> str:
        content = self.content
        return json.dumps(
            {
                "number": content.number,
                "size": content.size,
                "root": content.root,
                "previous_hash": content.previous_hash,
                "sealed_at": utc_text(content.sealed_at),
                "hash": self.hash,
                "signature": self.signature,
                "entries": written_ranges(self.entries),
            }
        )

    @classmethod
    def from_text(cls, text: str) -> SealLine:
        try:
            said = json.loads(text)
            content = SealContent(
                number=said["number"],
                size=said["size"],
                root=said["root"],
                previous_hash=said["previous_hash"],
                sealed_at=datetime.fromisoformat(said["sealed_at"]),
            )
            return cls(content, said["hash"], said["signature"], tuple(read_ranges(said["entries"])))
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise BrokenLine(f"{text[:80]!r}") from problem


def seal_log_path(data: Path) -> Path:
    return data / "seals" / "seals.log"


def read_log(path: Path) -> Iterator[SealLine]:
    """Every whole line in order; a torn last one (a crash while writing) never counted and is passed over."""
    if not path.exists():
        return
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            if line.endswith("\n"):
                yield SealLine.from_text(line)


def last_line(path: Path) -> SealLine | None:
    """The last whole line, read from the end of the file."""
    if not path.exists():
        return None
    with path.open("rb") as stream:
        end = stream.seek(0, os.SEEK_END)
        tail, start = b"", end
        while start > 0 and tail.count(b"\n") < 2:
            start = max(0, start - _TAIL)
            stream.seek(start)
            tail = stream.read(end - start)
    whole = tail[: tail.rfind(b"\n") + 1].splitlines()
    return SealLine.from_text(whole[-1].decode()) if whole else None


def append_line(path: Path, line: SealLine) -> None:
    """Appends and flushes to the disk, after cutting off what a crash left of a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with path.open("ab") as stream:
        _cut_torn_line(path, stream.tell())
        stream.write(line.to_text().encode() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    if is_new:
        _flush_folder(path.parent)


def _cut_torn_line(path: Path, size: int) -> None:
    if size == 0:
        return
    with path.open("r+b") as stream:
        stream.seek(max(0, size - _TAIL))
        tail = stream.read()
        if not tail.endswith(b"\n"):
            stream.truncate(size - len(tail) + tail.rfind(b"\n") + 1)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
