"""Brings the seals' log and the database together after a crash, or says that they contradict each other."""

from __future__ import annotations

from pathlib import Path

import structlog
from django.db import transaction

from motcua.kit.errors import DoesNotHold
from motcua.kit.merkle import merkle_root
from motcua.records.journal.models import Entry, Seal
from motcua.records.journal.seal_log import SealLine, append_line, last_line, read_log
from motcua.services.journal.seals import last_seal, line_of, write_seal

_log = structlog.get_logger()


class JournalForked(DoesNotHold):
    """Log and database tell different stories: one was rolled back or rewritten. Nothing more is sealed."""


def bring_together(log: Path) -> None:
    """Makes the database hold every seal of the log and the log every seal of the database."""
    logged, kept = last_line(log), last_seal()
    in_log = logged.content.number if logged else 0
    in_database = kept.number if kept else 0
    if in_log > in_database:
        for line in read_log(log):
            if line.content.number > in_database:
                _seal_again(line)
    elif logged and not Seal.objects.filter(number=in_log, hash=logged.hash).exists():
        raise JournalForked(f"seal {in_log} in {log} is not the one in the database; run motcua verify")
    if in_database > in_log:
        _log_again(log, after=in_log)


def _seal_again(line: SealLine) -> None:
    """A seal whose commit was lost after its line was written, from the ids and root the line names."""
    with transaction.atomic():
        last = last_seal()
        hashes = dict(Entry.objects.filter(pk__in=line.entries, leaf__isnull=True).values_list("pk", "hash"))
        content = [bytes.fromhex(hashes[entry]) for entry in line.entries if entry in hashes]
        follows = line.content.previous_hash == (last.hash if last else "")
        if not follows or line.content.hash != line.hash or merkle_root(content).hex() != line.content.root:
            raise JournalForked(
                f"seals.log has seal {line.content.number} and the database cannot have had it: "
                "the database was rolled back or changed; run motcua verify"
            )
        write_seal(line, last.floor if last else 0)
    _log.warning("seal.made_again", number=line.content.number, size=line.content.size)


def _log_again(log: Path, *, after: int) -> None:
    """Seals another machine made, or lines lost with a disk."""
    for seal in Seal.objects.filter(number__gt=after).order_by("number"):
        append_line(log, line_of(seal))
        _log.info("seal.logged_again", number=seal.number)
