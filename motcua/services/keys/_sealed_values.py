"""Every sealed value the system keeps, and how each is sealed anew under the current key."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models

from motcua.records.files.models import StoredFile
from motcua.records.files.vault import key_id_of_stored, read_stored, write_stored
from motcua.records.keys import key_ring
from motcua.records.sealing import key_id_of, open_bytes, seal_bytes

_RECORDS = "motcua.records."
AUTHENTICATOR = "authenticator.secret"
_SEALED_TEXTS = frozenset({"secret", "seed", "migrated_codes"})


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A binary column of a record; what it holds was sealed for the purpose `model.column`."""

    model: type[models.Model]
    column: str

    @property
    def purpose(self) -> str:
        return f"{self.model._meta.model_name}.{self.column}"


def sealed_columns() -> Iterator[SealedColumn]:
    """All of them: a record keeps binary values only sealed, so none can be forgotten here."""
    for model in apps.get_models():
        if model.__module__.startswith(_RECORDS):
            for column in model._meta.concrete_fields:
                if isinstance(column, models.BinaryField):
                    yield SealedColumn(model, column.attname)


def reseal_value(column: SealedColumn, pk: Any, old: bytes) -> bool:
    """False where nothing was to be done, or the value changed meanwhile (and is under the new key then)."""
    if not old or key_id_of(old) == key_ring().current:
        return False
    new = seal_bytes(open_bytes(old, column.purpose), column.purpose)
    rows = column.model._default_manager.filter(pk=pk, **{column.column: old})
    return bool(rows.update(**{column.column: new}))


def reseal_authenticator(authenticator: Authenticator) -> bool:
    """A second factor keeps its secrets as texts in JSON."""
    old: dict[str, Any] = authenticator.data
    new = {name: _resealed_text(value) if name in _SEALED_TEXTS else value for name, value in old.items()}
    if new == old:
        return False
    return bool(Authenticator.objects.filter(pk=authenticator.pk, data=old).update(data=new))


def reseal_file(file: StoredFile) -> bool:
    """Rewritten in its place; raises DamagedFile where it does not open."""
    if key_id_of_stored(file.path) == key_ring().current:
        return False
    write_stored(read_stored(file.path), file.path)
    return True


def _resealed_text(value: Any) -> Any:
    if isinstance(value, list):
        return [_resealed_text(one) for one in value]
    sealed = base64.b64decode(value)
    if key_id_of(sealed) == key_ring().current:
        return value
    return base64.b64encode(seal_bytes(open_bytes(sealed, AUTHENTICATOR), AUTHENTICATOR)).decode()
