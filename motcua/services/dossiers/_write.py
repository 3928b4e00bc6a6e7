"""The only place a dossier's row changes: one conditional UPDATE, journal and outbox beside it.

`version` is the lock. It numbers the dossier's journal stream too, so writers of different dossiers
never wait for each other (docs/adr/0004-journal-streams.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from motcua.kit.instants import VIETNAM, local
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.journal.models import Entry
from motcua.records.outbox.models import Message
from motcua.records.people.models import Account
from motcua.rules.lifecycle import check_move, label
from motcua.services.dossiers.facts.version import change_in_memory, stream_of
from motcua.services.errors import NotDone
from motcua.services.outbox.post import Outgoing, make_message

_ALREADY = frozenset({"already_there", "already_handled", "already_received", "final"})


def write_dossier(
    dossier: Dossier,
    *,
    event: str,
    by: Account | None,
    at: datetime,
    to: str | None = None,
    is_immediate: bool = False,
    changes: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
    messages: Sequence[Outgoing] = (),
) -> None:
    """Changes the dossier (in memory and in the database) or raises NotDone with nothing written.

    `to` is the new status, checked against the table of legal moves; `changes` are other columns;
    `data` goes into the journal entry (ids and hashes only). Call it inside a transaction.
    """
    if to is not None:
        _check(dossier, to, is_immediate)
    seen_version, seen_status = dossier.version, dossier.status
    columns = {**(changes or {}), **({"status": to} if to is not None else {})}
    entry = change_in_memory(dossier, columns, event=event, by=by, at=at, data=data or {})
    changed = Dossier.objects.filter(pk=dossier.pk, version=seen_version, status=seen_status).update(
        **columns, version=dossier.version, journal_head=dossier.journal_head
    )
    if not changed:
        raise NotDone(changed_meanwhile(dossier))
    entry.save(force_insert=True)
    post(dossier, messages)


def create_dossier(
    dossier: Dossier,
    *,
    event: str,
    by: Account | None,
    at: datetime,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Inserts a new dossier and the first entry of its stream."""
    dossier.version = 0
    dossier.journal_head = ""
    entry = change_in_memory(dossier, {}, event=event, by=by, at=at, data=data or {})
    dossier.save(force_insert=True)
    entry.save(force_insert=True)


def post(dossier: Dossier, messages: Sequence[Outgoing]) -> None:
    """Puts the messages of this version in the outbox."""
    if messages:
        made_at = timezone.now()
        Message.objects.bulk_create(make_message(m, dossier=dossier, made_at=made_at) for m in messages)


def check_version(dossier: Dossier, version: int | None) -> None:
    """Refuses a caller who saw an older version than the one now in force."""
    if version is not None and version != dossier.version:
        raise NotDone(changed_meanwhile(dossier))


def changed_meanwhile(dossier: Dossier) -> Refused:
    """Somebody else was first: says who and when."""
    last = Entry.objects.filter(stream=stream_of(dossier)).order_by("-number").first()
    return Refused(
        "changed_meanwhile",
        N_("%(who)s vừa xử lý hồ sơ này lúc %(when)s. Hãy tải lại trang để xem tình trạng mới rồi làm tiếp."),
        _who_and_when(last),
    )


def refused_move(dossier: Dossier, refused: Refused) -> Refused:
    """A move the table refuses; where somebody made that step before, who and when are said too."""
    if refused.code not in _ALREADY:
        return refused
    stream = Entry.objects.filter(stream=stream_of(dossier)).order_by("-number")
    made = stream.filter(kind=f"dossier.{dossier.status}").first() or stream.first()
    return Refused(
        refused.code,
        N_(
            "%(who)s đã xử lý hồ sơ này lúc %(when)s: hồ sơ đang ở “%(here)s”. Hãy tải lại trang để xem "
            "diễn biến mới nhất."
        ),
        {**_who_and_when(made), "here": label(dossier.status)},
    )


def _who_and_when(entry: Entry | None) -> dict[str, str]:
    if entry is None:
        return who_and_when(None, None)
    return who_and_when(Account.objects.filter(pk=entry.actor or 0).first(), entry.at)


def who_and_when(by: Account | None, at: datetime | None) -> dict[str, str]:
    """What is told to whoever comes second; `at` is the same instant as `when`, for machines."""
    return {
        "who": by.name if by else N_("Hệ thống"),
        "when": local(at).strftime("%H:%M %d/%m/%Y") if at else "",
        "at": at.astimezone(VIETNAM).isoformat() if at else "",
    }


def _check(dossier: Dossier, to: str, is_immediate: bool) -> None:
    refused = check_move(dossier.status, to, came_from=dossier.came_from or None, is_immediate=is_immediate)
    if refused:
        raise NotDone(refused_move(dossier, refused))
