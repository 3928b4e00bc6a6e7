"""Every row that dossiers leave behind, made comparable: ids by rank, sealed values opened."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import models

from motcua.records.dossiers.models import (
    Decision,
    Dossier,
    Pause,
    Reappointment,
    Serial,
    SupplementItem,
    SupplementRequest,
)
from motcua.records.files.models import Document
from motcua.records.journal.chain import entry_hash
from motcua.records.journal.models import Entry
from motcua.records.outbox.models import Message
from motcua.records.papers.models import Paper
from motcua.records.releases.models import Notice
from motcua.records.sealing import open_sealed
from motcua.records.surveys.models import Slip, SlipPart, Ticket
from motcua.records.tasks.models import Task

_SEALED = {
    (Dossier, "sealed"): "dossier.sealed",
    (Message, "sealed"): "message.sealed",
    (Paper, "sealed"): "paper.sealed",
    (Ticket, "sealed_code"): "ticket.sealed_code",
}
MODELS: tuple[type[models.Model], ...] = (
    *(Dossier, Task, SupplementRequest, SupplementItem, Decision, Reappointment, Pause, Serial),
    *(Document, Paper, Message, Ticket, Slip, SlipPart, Entry, Notice),
)
# They rest on ids; the chain itself is checked by `broken_links`.
_HASHES = {"hash", "previous_hash", "journal_head"}


def written_rows() -> dict[str, list[str]]:
    """By table, one text for each row, sorted."""
    ranks = {model: _ranks(model) for model in (Dossier, Task, SupplementRequest, Ticket, Slip)}
    return {model.__name__: sorted(_text(row, ranks) for row in _rows_of(model)) for model in MODELS}


def broken_links() -> list[Entry]:
    """Entries of dossiers whose hash is not that of what they say, or that do not follow the one before."""
    heads: dict[str, str] = defaultdict(str)
    broken = []
    for entry in _rows_of(Entry).order_by("stream", "number"):
        says = {name: getattr(entry, name) for name in ("stream", "number", "kind", "at", "recorded_at")}
        own = entry_hash(**says, actor=entry.actor, data=entry.data, previous_hash=entry.previous_hash)
        if own != entry.hash or entry.previous_hash != heads[entry.stream]:
            broken.append(entry)
        heads[entry.stream] = entry.hash
    return broken


def _rows_of(model: type[models.Model]) -> Any:
    rows: Any = model._default_manager.all()
    return rows.filter(stream__startswith="dossier:") if model is Entry else rows


def _ranks(model: type[models.Model]) -> dict[int, str]:
    """The n-th row of its dossier, whatever its id."""
    counts: dict[str, int] = defaultdict(int)
    found = {}
    for row in model._default_manager.order_by("pk"):
        code = _dossier_of(row).tracking_code
        counts[code] += 1
        found[row.pk] = f"{code}#{counts[code]}"
    return found


def _dossier_of(row: Any) -> Dossier:
    owner = row.ticket if isinstance(row, Slip) else row
    return owner if isinstance(owner, Dossier) else owner.dossier  # type: ignore[no-any-return]


def _text(row: models.Model, ranks: dict[type[models.Model], dict[int, str]]) -> str:
    return repr({field.attname: _plain(row, field, ranks) for field in row._meta.concrete_fields})


def _plain(row: models.Model, field: Any, ranks: dict[type[models.Model], dict[int, str]]) -> Any:
    model, value = type(row), getattr(row, field.attname)
    if field.primary_key:
        return ranks.get(model, {}).get(value, "")
    if field.name in _HASHES:
        return ""
    if field.related_model in ranks and value is not None:
        return ranks[field.related_model][value]
    if (model, field.attname) in _SEALED:
        return open_sealed(value, _SEALED[model, field.attname])
    if isinstance(row, Entry) and field.name == "data":
        return value | {"task": ranks[Task][value["task"]]} if "task" in value else value
    return value
