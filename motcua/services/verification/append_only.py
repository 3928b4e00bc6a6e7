"""Whether the database itself keeps the journal append-only, and whether our role could undo that."""

from __future__ import annotations

from django.db import connection

from motcua.records.journal.guards import GUARDED, missing_guards
from motcua.services.verification.findings import Findings

NAME = "append-only"
_RIGHTS = ("UPDATE", "DELETE", "TRUNCATE")


def check_append_only(findings: Findings) -> None:
    check = findings.check(NAME)
    check.saw(len(GUARDED))
    for guard in missing_guards(connection):
        check.problem(f"{guard}: the database does not refuse it (its trigger is gone)")
    check.note(_rights())


def _rights() -> str:
    if connection.vendor != "postgresql":
        return "held by triggers; whoever may write the database file could remove them, the seals would tell"
    held = _held_rights()
    if held:
        return f"held by triggers; the application's role also has {', '.join(held)}: set DATABASE_OWNER_URL"
    return "held by triggers, and the application's role may only read and append"


def _held_rights() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.name, t.name FROM unnest(%s::text[]) AS r(name), unnest(%s::text[]) AS t(name) "
            "WHERE has_table_privilege(t.name, r.name)",
            [list(_RIGHTS), list(GUARDED)],
        )
        return [f"{right} on {table}" for right, table in cursor.fetchall()]
