"""A dossier's proof: its whole stream, and for each entry the way up to a signed seal (RFC 6962 §2.1.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.kit.instants import utc_text
from motcua.kit.merkle import inclusion_path
from motcua.records.journal.models import Entry, Leaf, Seal

FORMAT = 1


def journal_proof(stream: str) -> dict[str, Any]:
    """What docs/tools/verify_journal.py checks beside the seals' log; `seal` is null before sealing."""
    entries = Entry.objects.filter(stream=stream).order_by("number").select_related("leaf__seal")
    hashes: dict[int, list[bytes]] = {}
    return {"format": FORMAT, "stream": stream, "entries": [_entry(entry, hashes) for entry in entries]}


def _entry(entry: Entry, hashes: dict[int, list[bytes]]) -> dict[str, Any]:
    leaf = getattr(entry, "leaf", None)
    return {
        "number": entry.number,
        "kind": entry.kind,
        "at": utc_text(entry.at),
        "recorded_at": utc_text(entry.recorded_at),
        "actor": entry.actor,
        "data": entry.data,
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
        "seal": _inclusion(leaf, _under(leaf.seal, hashes)) if leaf else None,
    }


def _inclusion(leaf: Leaf, contents: Sequence[bytes]) -> Mapping[str, Any]:
    return {
        "number": leaf.seal.number,
        "position": leaf.position,
        "path": [beside.hex() for beside in inclusion_path(contents, leaf.position)],
    }


def _under(seal: Seal, hashes: dict[int, list[bytes]]) -> list[bytes]:
    """The hashes of the seal's entries in order, read once however many of the stream are under it."""
    if seal.pk not in hashes:
        found = Leaf.objects.filter(seal=seal).order_by("position").values_list("entry__hash", flat=True)
        hashes[seal.pk] = [bytes.fromhex(entry_hash) for entry_hash in found]
    return hashes[seal.pk]
