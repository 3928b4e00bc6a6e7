"""Journal entries given ids and sealed as they come: the sealer's own seals, their rows in bulk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from motcua.jobs.demo.bulk import Batch, Rows, next_id
from motcua.records.journal.models import Entry, Leaf, Seal
from motcua.records.journal.seal_log import seal_log_path
from motcua.services.journal.seal_entries import BATCH, Sealable, signed_line
from motcua.services.journal.seals import last_seal, make_seal

_HASH = [field.attname for field in Entry._meta.concrete_fields if not field.primary_key].index("hash")


class SealedRows:
    """Everything in the journal before is sealed; nobody else seals meanwhile."""

    def __init__(self, now: datetime) -> None:
        self.now, self.last = now, last_seal()
        self.next_entry, self.next_seal = next_id(Entry), next_id(Seal)
        self.waiting: list[Sealable] = []
        self.log = seal_log_path(Path(settings.MOTCUA_DATA)).open("a", encoding="utf-8")

    def with_seals(self, rows: Rows) -> Rows:
        """The rows with their entries' ids, and seals and leaves for every whole batch."""
        found: Rows = []
        for model, has_ids, values in rows:
            found += self._entries(values) if model is Entry else [(model, has_ids, values)]
        return found + self._sealed(least=BATCH)

    def end(self) -> Rows:
        """Seals what is left; the log is on the disk."""
        rows = self._sealed(least=1)
        self.log.close()
        return rows

    def _entries(self, values: Sequence[Any]) -> Rows:
        rows = [(self.next_entry + place, *row) for place, row in enumerate(values)]
        self.waiting += [(row[0], row[_HASH + 1]) for row in rows]
        self.next_entry += len(rows)
        return [(Entry, True, rows)]

    def _sealed(self, least: int) -> Rows:
        leaves: list[Any] = []
        batch = Batch()
        while len(self.waiting) >= least:
            taken, self.waiting = self.waiting[:BATCH], self.waiting[BATCH:]
            batch.add(self._seal(taken))
            leaves += _leaf_rows(taken, self.next_seal - 1)
        return [*batch.rows(), (Leaf, False, leaves)] if leaves else []

    def _seal(self, batch: Sequence[Sealable]) -> Seal:
        line = signed_line(batch, self.last, self.now)
        self.last = make_seal(line, floor=batch[-1][0])
        self.last.pk = self.next_seal
        self.next_seal += 1
        self.log.write(line.to_text() + "\n")
        return self.last


def _leaf_rows(batch: Sequence[Sealable], seal: int) -> Iterator[tuple[int, int, int]]:
    """As Leaf has its columns: entry, seal, position."""
    return ((entry, seal, position) for position, (entry, _) in enumerate(batch))
