"""Says in one line what is wrong with the database a command was pointed at."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from motcua.kit.errors import Unusable


def require_database() -> None:
    """Raises Unusable where there is no database, or one of another version than this code."""
    try:
        executor = MigrationExecutor(connection)
        targets = executor.loader.graph.leaf_nodes()
        if not executor.loader.applied_migrations:
            raise Unusable(f"there is no database in {settings.MOTCUA_DATA}: ./run makes one, or name --data")
        if executor.migration_plan(targets):
            raise Unusable("the database is older than this program: ./run brings it up to date")
    except DatabaseError as problem:
        raise Unusable(f"the database does not open: {str(problem).splitlines()[0]}") from None
