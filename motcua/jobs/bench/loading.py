"""Rows into tables as fast as the database takes them: COPY on PostgreSQL, indexes made afterwards.

Nothing serves while this writes, and what a crash leaves behind is thrown away and made anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

from motcua.jobs.demo.bulk import Model, Rows, insert_statement

_SQLITE_INDEXES = (
    "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid"
)
_POSTGRES_INDEXES = """
    SELECT indexrelid::regclass::text, indrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index LEFT JOIN pg_constraint held ON held.conindid = indexrelid AND held.contype <> 'f'
    WHERE held.oid IS NULL AND indrelid = ANY(%s::regclass[])
"""
_POSTGRES_KEYS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])
"""
_FAST = {
    "sqlite": ("journal_mode=OFF", "synchronous=OFF", "cache_size=-2000000", "temp_store=MEMORY"),
    "postgresql": ("synchronous_commit = off", "maintenance_work_mem = '512MB'"),
}
_SAFE = {
    "sqlite": ("journal_mode=WAL", "synchronous=FULL", "cache_size=-64000", "temp_store=DEFAULT"),
    "postgresql": ("synchronous_commit = on", "maintenance_work_mem = DEFAULT"),
}


def load(rows: Rows) -> None:
    """All rows at once; instances of one model either all have ids or none has."""
    insert = _copy if connection.vendor == "postgresql" else _insert
    for model, has_ids, values in rows:
        insert(model, has_ids, values)


@contextmanager
def bare_tables(tables: Sequence[Model]) -> Iterator[None]:
    """Inside, the tables have no indexes but their unique ones and no foreign keys; at the end all again.

    One transaction: each commit would write every page that the unique indexes' random keys have touched.
    """
    names = [model._meta.db_table for model in tables]
    _set(_FAST)
    connection.check_constraints()  # what is pending would stand in the way of changing a table
    connection.disable_constraint_checking()
    with transaction.atomic():
        indexes, keys = _indexes(names), _foreign_keys(names)
        _run(f"ALTER TABLE {table} DROP CONSTRAINT {key}" for table, key, _ in keys)
        _run(f"DROP INDEX {index}" for index, _, _ in indexes)
        yield
        _run(definition for _, _, definition in indexes)
        _run(f"ALTER TABLE {table} ADD CONSTRAINT {key} {definition}" for table, key, definition in keys)
        _count_ids_on(tables)
    connection.enable_constraint_checking()
    connection.check_constraints(table_names=names)
    _set(_SAFE)


def _insert(model: Model, has_ids: bool, rows: Sequence[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(insert_statement(model, has_ids), rows)


def _copy(model: Model, has_ids: bool, rows: Sequence[Sequence[Any]]) -> None:
    columns = [one.column for one in model._meta.concrete_fields if has_ids or not one.primary_key]
    quoted = ", ".join(connection.ops.quote_name(str(column)) for column in columns)
    with connection.cursor() as cursor:
        statement = f"COPY {model._meta.db_table} ({quoted}) FROM STDIN"
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)


def _indexes(names: Sequence[str]) -> list[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_INDEXES, [list(names)])
            return list(cursor.fetchall())
        cursor.execute(_SQLITE_INDEXES)
        return [(f'"{index}"', table, sql) for index, table, sql in cursor.fetchall() if table in names]


def _foreign_keys(names: Sequence[str]) -> list[tuple[str, str, str]]:
    """SQLite has them switched off as a whole."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(_POSTGRES_KEYS, [list(names)])
        return list(cursor.fetchall())


def _set(settings: dict[str, tuple[str, ...]]) -> None:
    # Neither database changes these inside a transaction; a test is one.
    if not connection.in_atomic_block:
        word = "SET" if connection.vendor == "postgresql" else "PRAGMA"
        _run(f"{word} {setting}" for setting in settings[connection.vendor])


def _count_ids_on(tables: Sequence[type[models.Model]]) -> None:
    """PostgreSQL's own counters go on behind the ids that we chose."""
    _run(connection.ops.sequence_reset_sql(no_style(), tables))


def _run(statements: Any) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
