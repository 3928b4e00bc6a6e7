"""Seals and what they do not cover yet, as rows."""

from __future__ import annotations

from django.db.models import QuerySet

from motcua.records.journal.models import Entry, Leaf, Seal
from motcua.records.journal.seal_content import SealContent
from motcua.records.journal.seal_log import SealLine


def last_seal() -> Seal | None:
    return Seal.objects.order_by("-number").first()


def unsealed_entries(floor: int) -> QuerySet[Entry]:
    """In order of id, found by the missing leaf and never by "id greater than the last".

    Up to `floor` nothing is unsealed or ever will be: it only shortens the search.
    """
    return Entry.objects.filter(id__gt=floor, leaf__isnull=True).order_by("id")


def write_seal(line: SealLine, floor: int) -> None:
    """The seal's row, then its leaves. The unique number makes a second sealer wait here, and fail."""
    seal = make_seal(line, floor)
    seal.save(force_insert=True)
    Leaf.objects.bulk_create(
        Leaf(entry_id=entry, seal=seal, position=position) for position, entry in enumerate(line.entries)
    )


def make_seal(line: SealLine, floor: int) -> Seal:
    """The unsaved row of a seal."""
    content = line.content
    return Seal(
        number=content.number,
        size=content.size,
        root=content.root,
        previous_hash=content.previous_hash,
        hash=line.hash,
        signature=line.signature,
        floor=floor,
        sealed_at=content.sealed_at,
    )


def line_of(seal: Seal) -> SealLine:
    """The seal as the log has it."""
    entries = seal.leaves.order_by("position").values_list("entry_id", flat=True)
    return SealLine(content_of(seal), seal.hash, seal.signature, tuple(entries))


def content_of(seal: Seal) -> SealContent:
    return SealContent(
        number=seal.number,
        size=seal.size,
        root=seal.root,
        previous_hash=seal.previous_hash,
        sealed_at=seal.sealed_at,
    )
