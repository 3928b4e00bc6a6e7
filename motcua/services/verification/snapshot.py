"""One unmoving picture of the database while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Everything read inside was true at one instant. Never holds the write lock, never writes."""
    if connection.in_atomic_block:
        yield
        return
    # Not `atomic`: on SQLite that begins IMMEDIATE and would keep every writer waiting.
    read_only = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(read_only if connection.vendor == "postgresql" else "BEGIN")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
