"""The database's own refusal to change or delete what the journal holds, on SQLite and PostgreSQL.

A migration that rebuilds one of these tables loses its triggers on SQLite: let it end with `set_guards`.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

GUARDED = ("journal_entry", "journal_seal", "journal_leaf")
_REFUSAL = "the journal is append-only"
_FUNCTION = "journal_refuse_change"


def set_guards(connection: BaseDatabaseWrapper) -> None:
    _run(connection, guards_sql(connection.vendor))


def lift_guards(connection: BaseDatabaseWrapper) -> None:
    """For taking a test database apart; nothing else calls it."""
    _run(connection, lifting_sql(connection.vendor))


def guards_sql(vendor: str) -> list[str]:
    """The statements that refuse UPDATE and DELETE (PostgreSQL: TRUNCATE too) on the guarded tables."""
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            *(
                f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
                for table, event, trigger in _triggers(vendor)
            ),
        ]
    return [
        f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for table, event, trigger in _triggers(vendor)
    ]


def lifting_sql(vendor: str) -> list[str]:
    on_table = vendor == "postgresql"
    return [
        f"DROP TRIGGER IF EXISTS {trigger}" + (f" ON {table}" if on_table else "")
        for table, _, trigger in _triggers(vendor)
    ]


def missing_guards(connection: BaseDatabaseWrapper) -> list[str]:
    """`UPDATE on journal_entry`, … for every guard that is not there (or, on PostgreSQL, is switched off)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {name for (name,) in cursor.fetchall()}
    return [
        f"{event} on {table}"
        for table, event, trigger in _triggers(connection.vendor)
        if trigger not in there
    ]


def _triggers(vendor: str) -> list[tuple[str, str, str]]:
    """(table, event, trigger name)"""
    events = ("UPDATE", "DELETE", "TRUNCATE") if vendor == "postgresql" else ("UPDATE", "DELETE")
    return [(table, event, f"{table}_no_{event.lower()}") for table in GUARDED for event in events]


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
