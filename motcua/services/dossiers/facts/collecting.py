"""How a dossier's result and originals were handed over: sealed, opened, and what is still at the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.records.releases.models import HandedOver, Notice, Release, Return
from motcua.records.sealing import digest, open_sealed, seal
from motcua.rules.collecting import Collector, Originals
from motcua.services.dossiers.facts.content import SealedContent

PURPOSE = "release.sealed"
Row = TypeVar("Row", Release, Return)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a hand-over keeps of people: the proxy, the post's item, why an original stays."""

    delegation: Mapping[str, str] = field(default_factory=dict)
    post_item: str = ""
    kept_reason: str = ""


def handed_over(row: Row, who: Collector, what: Originals) -> Row:
    """`row` with who took it and which originals went with it."""
    row.collector, row.shown, row.returned = who.collector, who.shown, dict(what.returned)
    if isinstance(row, Release):
        row.kept = dict(what.kept)
    told = {"delegation": who.delegation, "post_item": who.post_item, "kept_reason": what.kept_reason}
    row.sealed = seal({name: one for name, one in told.items() if one}, PURPOSE)
    return row


def open_hand_over(row: HandedOver) -> Sealed:
    return Sealed(**open_sealed(row.sealed, PURPOSE))


def hand_over_digest(row: HandedOver) -> str:
    """What the journal keeps of it: everything that was written down, people's data keyed."""
    told: dict[str, Any] = {
        "way": row.way,
        "collector": row.collector,
        "shown": row.shown,
        "returned": row.returned,
        "kept": row.kept if isinstance(row, Release) else {},
        "sealed": open_sealed(row.sealed, PURPOSE),
    }
    return digest(told, PURPOSE)


def originals_of(content: SealedContent) -> dict[str, int]:
    """The originals taken in on paper, by requirement."""
    return {key: sheets.originals for key, sheets in content.sheets.items() if sheets.originals}


def release_of(dossier: Dossier) -> Release | None:
    """None before it was handed over, and where nobody wrote down to whom."""
    if dossier.released_at is None:
        return None
    return Release.objects.filter(dossier=dossier).select_related("by", "agency").first()


def returns_of(dossier: Dossier, content: SealedContent) -> list[Return]:
    """Oldest first; without an original taken in there is nothing to ask the database for."""
    if not originals_of(content):
        return []
    return list(Return.objects.filter(dossier=dossier).select_related("by", "agency").order_by("pk"))


def originals_left(content: SealedContent, *given_back: HandedOver | None) -> dict[str, int]:
    """The originals still at the office, after these hand-overs."""
    gone = {key for row in given_back if row is not None for key in row.returned}
    return {key: count for key, count in originals_of(content).items() if key not in gone}


def early_notice(dossier: Dossier, *, timeliness: str, by: Account, at: datetime) -> Notice | None:
    """A result that comes before its date is announced before it is handed out (Art. 20.4)."""
    return Notice(dossier=dossier, kind=Notice.EARLY, at=at, by=by) if timeliness == "early" else None


def notices_of(dossier: Dossier) -> list[Notice]:
    """Oldest first; before there is a result nobody was told of one."""
    if dossier.finished_at is None:
        return []
    return list(Notice.objects.filter(dossier=dossier).select_related("by").order_by("pk"))
