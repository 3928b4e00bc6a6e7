"""The sheets handed over for a requirement, by kind: Mẫu 01 lists what was given (TT 01/2018 Art. 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheets:
    """`unsorted` were counted before the kinds were asked for; nobody knows any more which they were."""

    originals: int = 0
    certified: int = 0
    copies: int = 0
    unsorted: int = 0

    @property
    def total(self) -> int:
        return self.originals + self.certified + self.copies + self.unsorted

    @property
    def is_sorted(self) -> bool:
        """Somebody told originals, certified and plain copies apart."""
        return self.total > self.unsorted


def read_sheets(value: int | Mapping[str, int]) -> Sheets:
    """The sheets as a dossier keeps them: by kind, or the bare count of an older dossier."""
    return Sheets(unsorted=value) if isinstance(value, int) else Sheets(**value)


def written_sheets(sheets: Sheets) -> int | dict[str, int]:
    """What `read_sheets` reads; an old bare count stays as it was, so that its digest does."""
    if sheets == Sheets(unsorted=sheets.unsorted):
        return sheets.unsorted
    kinds = {
        "originals": sheets.originals,
        "certified": sheets.certified,
        "copies": sheets.copies,
        "unsorted": sheets.unsorted,
    }
    return {kind: count for kind, count in kinds.items() if count}
