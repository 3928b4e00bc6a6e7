"""The province's data files as read: rows with the file and line they came from, problems gathered."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class FileProblem:
    """What is wrong, where: the file, the row (0 for the whole file) and the reason."""

    file: str
    row: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}: {self.reason}" if self.row else f"{self.file}: {self.reason}"


class WrongProvince(Exception):
    """The folder was refused whole. `problems` says why, all of it."""

    def __init__(self, problems: Sequence[FileProblem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems[:5]))
        self.problems = tuple(problems)


@dataclass(slots=True)
class ProvinceFolder:
    """Reads files below `root`; what cannot be read becomes a problem, never an exception."""

    root: Path
    problems: list[FileProblem] = field(default_factory=list)

    def complain(self, file: str, row: int, reason: str) -> None:
        self.problems.append(FileProblem(file, row, reason))

    def rows(self, file: str, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
        """The rows of a CSV file with their line numbers; missing columns are a problem of the file."""
        try:
            with (self.root / file).open(encoding="utf-8", newline="") as stream:
                reader = csv.DictReader(stream, strict=True)
                missing = [name for name in columns if name not in (reader.fieldnames or [])]
                if missing:
                    self.complain(file, 1, f"column missing: {', '.join(missing)}")
                    return []
                return list(self._whole(file, reader))
        except (OSError, UnicodeDecodeError, csv.Error) as problem:
            self.complain(file, 0, f"cannot be read: {problem}")
            return []

    def _whole(self, file: str, reader: csv.DictReader[str]) -> list[tuple[int, dict[str, str]]]:
        kept = []
        for row in reader:
            if None in row or None in row.values():
                self.complain(file, reader.line_num, "has more or fewer cells than the header")
            else:
                kept.append((reader.line_num, dict(row)))
        return kept

    def document(self, file: str) -> Any:
        """A JSON document, or None with a problem."""
        try:
            return json.loads((self.root / file).read_text("utf-8"))
        except OSError as problem:
            self.complain(file, 0, f"cannot be read: {problem.strerror}")
        except UnicodeDecodeError:
            self.complain(file, 0, "is not UTF-8")
        except json.JSONDecodeError as problem:
            self.complain(file, problem.lineno, f"is not JSON: {problem.msg}")
        return None

    def names(self, folder: str, ending: str) -> list[str]:
        return sorted(path.stem for path in (self.root / folder).glob(f"*{ending}"))
