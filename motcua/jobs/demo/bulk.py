"""Rows written past the verbs, many at once: for the demo's and the benchmark's generator alone.

Nothing serves while they write, so a transaction here may be long. What the rows say is not made up
here: `replay.py` builds them with the functions the verbs use, and a test compares the two row by row.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max

Row = tuple[Any, ...]
Model = type[models.Model]
Prepare = Callable[[Any], Any]
# Table after table: a row's table stands after those it points to.
Rows = list[tuple[Model, bool, list[Row]]]


@dataclass(slots=True)
class Batch:
    """Unsaved instances by model, in the order in which their tables were first met."""

    instances: dict[Model, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def add(self, *instances: models.Model) -> None:
        for instance in instances:
            self.instances[type(instance)].append(instance)

    def rows(self) -> Rows:
        """Plain values as the database takes them, cheap to hand from one process to another.

        Instances of one model either all have ids or none has.
        """
        return [_rows_of(model, instances) for model, instances in self.instances.items() if instances]


def write_batch(rows: Rows) -> None:
    """All rows, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        for model, has_ids, values in rows:
            cursor.executemany(insert_statement(model, has_ids), values)
        # The database's own counters go on behind ids that we chose (PostgreSQL; SQLite does so by itself).
        chosen = [model for model, has_ids, _ in rows if has_ids]
        for statement in connection.ops.sequence_reset_sql(no_style(), chosen):
            cursor.execute(statement)


def next_id(model: Model) -> int:
    """The first id that nobody has."""
    highest = model._default_manager.aggregate(highest=Max("pk"))["highest"]
    return int(highest or 0) + 1


def _rows_of(model: Model, instances: Sequence[models.Model]) -> tuple[Model, bool, list[Row]]:
    has_ids = instances[0].pk is not None
    columns = [(one.attname, _prepare(one)) for one in _fields(model, has_ids)]
    return model, has_ids, [tuple(make(getattr(one, name)) for name, make in columns) for one in instances]


def _fields(model: Model, has_ids: bool) -> list[models.Field[Any, Any]]:
    return [one for one in model._meta.concrete_fields if has_ids or not one.primary_key]


@lru_cache(maxsize=128)
def insert_statement(model: Model, has_ids: bool) -> str:
    """For a row of plain values."""
    columns = [connection.ops.quote_name(str(one.column)) for one in _fields(model, has_ids)]
    places = ", ".join(["%s"] * len(columns))
    table = connection.ops.quote_name(model._meta.db_table)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 — our own tables


def _prepare(one: models.Field[Any, Any]) -> Prepare:
    """How a value of this column goes to the database, as `Field.get_db_prep_save` has it but quicker."""
    if isinstance(one, models.DateTimeField):
        return _prepared_instant
    if isinstance(one, models.DateField):
        return _prepared_date
    if isinstance(one, models.JSONField):
        return json.dumps
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


@lru_cache(maxsize=4096)
def _prepared_instant(value: datetime | None) -> Any:
    return None if value is None else connection.ops.adapt_datetimefield_value(value)


@lru_cache(maxsize=4096)
def _prepared_date(value: date | None) -> Any:
    return None if value is None else connection.ops.adapt_datefield_value(value)
