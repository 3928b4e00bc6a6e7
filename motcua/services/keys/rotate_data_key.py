"""A new data key for whatever is written from now on, and everything older sealed anew under it.

Old keys stay in the key file: backups made before need them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidTag
from django.db import transaction
from django.db.models import Model, QuerySet

from motcua.records.files.models import StoredFile
from motcua.records.files.vault import DamagedFile
from motcua.records.keys import keys_folder, rotate_keys
from motcua.services.journal.configuration_stream import record_configuration
from motcua.services.keys._sealed_values import (
    AUTHENTICATOR,
    SealedColumn,
    reseal_authenticator,
    reseal_file,
    reseal_value,
    sealed_columns,
)

# Fifty conditional updates stay far below 100 ms on either database.
_BATCH = 50


@dataclass(slots=True)
class Resealed:
    """How many values of each kind were sealed anew; `damaged` ones do not open and were left alone."""

    counts: dict[str, int] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)


def rotate_data_key(*, at: datetime) -> int:
    """Makes a new data key current; its number. Running processes take it up within five seconds."""
    newest = rotate_keys(keys_folder())
    record_configuration(kind="keys.rotated", at=at, data={"data_key": newest})
    return newest


def reseal_everything(progress: Callable[[str, int], None]) -> Resealed:
    """Seals anew what lies under an older key, a few rows at a time; stopped and begun again it goes on.

    `progress` hears the kind and how many of it were done.
    """
    resealed = Resealed()
    for column in sealed_columns():
        _reseal(resealed, column.purpose, _rows(column), progress)
    _reseal(resealed, AUTHENTICATOR, _authenticators(), progress)
    _reseal(resealed, "stored files", _files(), progress, is_transaction=False)
    return resealed


Step = tuple[str, Callable[[], bool]]  # what it is called, and how it is done


def _reseal(
    resealed: Resealed,
    kind: str,
    batches: Iterator[list[Step]],
    progress: Callable[[str, int], None],
    *,
    is_transaction: bool = True,
) -> None:
    done = 0
    for batch in batches:
        with transaction.atomic() if is_transaction else nullcontext():
            done += sum(_try(resealed, name, step) for name, step in batch)
        progress(kind, done)
    resealed.counts[kind] = done


def _try(resealed: Resealed, name: str, step: Callable[[], bool]) -> bool:
    try:
        return step()
    except (InvalidTag, LookupError, DamagedFile):
        resealed.damaged.append(name)
        return False


def _rows(column: SealedColumn) -> Iterator[list[Step]]:
    rows = column.model._default_manager.order_by("pk").values_list("pk", column.column)
    for batch in _batches(rows, key=lambda row: row[0]):
        yield [(f"{column.purpose} {pk}", _value_step(column, pk, bytes(old))) for pk, old in batch]


def _value_step(column: SealedColumn, pk: Any, old: bytes) -> Callable[[], bool]:
    return lambda: reseal_value(column, pk, old)


def _authenticators() -> Iterator[list[Step]]:
    for batch in _batches(Authenticator.objects.order_by("pk"), key=lambda row: row.pk):
        yield [(f"authenticator {one.pk}", _step(reseal_authenticator, one)) for one in batch]


def _files() -> Iterator[list[Step]]:
    for batch in _batches(StoredFile.objects.order_by("pk"), key=lambda row: row.pk):
        yield [(f"file {one.pk}", _step(reseal_file, one)) for one in batch]


def _step(do: Callable[[Any], bool], row: Model) -> Callable[[], bool]:
    return lambda: do(row)


def _batches(rows: QuerySet[Any, Any], key: Callable[[Any], Any]) -> Iterator[list[Any]]:
    batch = list(rows[:_BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=key(batch[-1]))[:_BATCH])
