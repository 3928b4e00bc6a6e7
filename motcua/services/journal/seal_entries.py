"""Seals what the journal holds unsealed: a Merkle tree for each batch, its root chained and signed.

The line in the log is on the disk before the database commits. A crash in between leaves a line that
the database does not know; the next run makes that very seal again from the ids the line names, or
stops and says that the two tell different stories.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from motcua.kit.merkle import merkle_root
from motcua.records.journal.models import Seal
from motcua.records.journal.seal_content import SealContent
from motcua.records.journal.seal_log import SealLine, append_line, seal_log_path
from motcua.records.keys import key_ring
from motcua.services.journal._horizon import settled_horizon
from motcua.services.journal._seal_lock import sealing_alone
from motcua.services.journal._two_stories import bring_together
from motcua.services.journal.seals import last_seal, unsealed_entries, write_seal

# Two thousand leaves keep a transaction well under 100 ms on either database.
BATCH = 2000
LONGEST_WAIT = timedelta(seconds=60)

Sealable = tuple[int, str]  # an entry's id and hash


def seal_due_entries(*, now: datetime) -> int:
    """Seals everything if the oldest unsealed entry has waited a minute or a whole batch is waiting."""
    last = last_seal()
    waiting = unsealed_entries(last.floor if last else 0)
    oldest = waiting.values_list("recorded_at", flat=True).first()
    if oldest is None:
        return 0
    is_due = now - oldest >= LONGEST_WAIT or waiting[BATCH - 1 : BATCH].exists()
    return seal_entries(now=now) if is_due else 0


def seal_entries(*, now: datetime) -> int:
    """Seals everything unsealed, batch by batch; how many entries. 0 where another sealer is at it.

    `now` is the machine's time. Raises JournalForked where log and database contradict each other.
    """
    log = seal_log_path(Path(settings.MOTCUA_DATA))
    with sealing_alone(log.parent) as is_alone:
        if not is_alone:
            return 0
        bring_together(log)
        _show_public_key(log.parent)
        sealed = 0
        while taken := _seal_batch(log, now):
            sealed += taken
        return sealed


def _seal_batch(log: Path, now: datetime) -> int:
    # Read before the batch: what is settled by then is seen by the batch's own query.
    horizon = settled_horizon()
    try:
        with transaction.atomic():
            last = last_seal()
            batch = list(unsealed_entries(last.floor if last else 0).values_list("id", "hash")[:BATCH])
            if not batch:
                return 0
            line = signed_line(batch, last, now)
            floor = last.floor if last else 0
            write_seal(line, floor if horizon is None else max(floor, min(horizon, batch[-1][0])))
            append_line(log, line)
    except IntegrityError:
        # A sealer on another machine took this number; its log and ours meet at the next run.
        return 0
    return len(batch)


def signed_line(batch: Sequence[Sealable], last: Seal | None, now: datetime) -> SealLine:
    """The seal that follows on `last`, over a batch."""
    content = SealContent(
        number=last.number + 1 if last else 1,
        size=len(batch),
        root=merkle_root([bytes.fromhex(entry_hash) for _, entry_hash in batch]).hex(),
        previous_hash=last.hash if last else "",
        sealed_at=now,
    )
    signature = content.sign(key_ring().signing_key)
    return SealLine(content, content.hash, signature, tuple(entry for entry, _ in batch))


def _show_public_key(folder: Path) -> None:
    """Beside the log, for whoever carries both off the machine."""
    path = folder / "journal.pub"
    if not path.exists():
        path.write_text(key_ring().public_key + "\n")
