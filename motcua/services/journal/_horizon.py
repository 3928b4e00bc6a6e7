"""Up to which entry id everything that will ever be there is already visible.

Ids are given out when a row is written and seen when it is committed, so on PostgreSQL a lower id can
turn up after a higher one. Once every transaction that held the table open for writing at the time the
highest id was read has ended, no id below it can still come. Writers never wait for this.
"""

from __future__ import annotations

import time

from django.db import connection
from django.db.models import Max

from motcua.records.journal.models import Entry

_PATIENCE_SECONDS = 0.2
_WRITERS = """
    SELECT virtualtransaction FROM pg_locks
    WHERE locktype = 'relation' AND relation = %s::regclass AND mode = 'RowExclusiveLock'
      AND pid <> pg_backend_pid()
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def settled_horizon() -> int | None:
    """The highest settled id; None where a writer outlasted our patience (then the old floor stays)."""
    highest = Entry.objects.aggregate(highest=Max("id"))["highest"] or 0
    # SQLite has one writer at a time, and AUTOINCREMENT: what is not there now will have a higher id.
    if connection.vendor != "postgresql":
        return highest
    in_flight, until = _writers(), time.monotonic() + _PATIENCE_SECONDS
    while in_flight:
        if time.monotonic() > until:
            return None
        time.sleep(0.005)
        in_flight &= _writers()
    return highest


def _writers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS, [Entry._meta.db_table])
        return {writer for (writer,) in cursor.fetchall()}
