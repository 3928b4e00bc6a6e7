"""The journal's streams: gapless, each entry hashed over what it says and the hash before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from motcua.records.journal.chain import entry_hash
from motcua.records.journal.models import Entry
from motcua.records.people.models import Account
from motcua.services.journal.configuration_stream import STREAM as CONFIGURATION
from motcua.services.verification.findings import Check, Findings

NAME = "journal entries"
_CHUNK = 500


class Row(NamedTuple):
    """An entry's columns."""

    stream: str
    number: int
    kind: str
    at: datetime
    recorded_at: datetime
    actor: int | None
    data: dict[str, Any]
    previous_hash: str
    hash: str


def entries_of(streams: Iterable[str]) -> dict[str, list[Row]]:
    """Each stream's entries in order."""
    found: dict[str, list[Row]] = defaultdict(list)
    rows = Entry.objects.filter(stream__in=list(streams)).order_by("stream", "number")
    for values in rows.values_list(*Row._fields):
        row = Row(*values)
        found[row.stream].append(row)
    return found


def check_stream(check: Check, rows: Sequence[Row], *, owner: str, version: int, head: str) -> None:
    """`version` and `head` are what the owner's row says its last entry is."""
    check.saw(len(rows))
    for problem in _broken(rows):
        check.problem(f"{owner}: {problem}")
    last_number, last_hash = (rows[-1].number, rows[-1].hash) if rows else (0, "")
    if last_number != version:
        check.problem(f"{owner}: its journal ends at entry {last_number}, its row is at version {version}")
    elif last_hash != head:
        check.problem(f"{owner}: its row names another last entry than its journal has")


def check_accounts(findings: Findings) -> None:
    """Every account's own stream."""
    check, last = findings.check(NAME), 0
    rows = Account.objects.order_by("pk").values_list("pk", "login", "version", "journal_head")
    while chunk := list(rows.filter(pk__gt=last)[:_CHUNK]):
        streams = entries_of(f"account:{pk}" for pk, *_ in chunk)
        for pk, login, version, head in chunk:
            check_stream(
                check, streams[f"account:{pk}"], owner=f"account {login}", version=version, head=head
            )
        last = chunk[-1][0]


def check_configuration(findings: Findings) -> None:
    """The configuration has no row: its stream vouches for itself, and its seals for its end."""
    rows = entries_of([CONFIGURATION])[CONFIGURATION]
    last = rows[-1] if rows else None
    check_stream(
        findings.check(NAME),
        rows,
        owner=CONFIGURATION,
        version=last.number if last else 0,
        head=last.hash if last else "",
    )


def check_strays(findings: Findings, known: set[str]) -> None:
    """Streams whose dossier or account is gone. `known` are the streams that were looked at."""
    check = findings.check(NAME)
    if Entry.objects.count() == check.count:
        return
    for stream in Entry.objects.order_by("stream").values_list("stream", flat=True).distinct():
        if stream not in known and not _has_account(stream):
            check.problem(f"{stream}: the journal tells of it and its row is gone")


def _has_account(stream: str) -> bool:
    kind, _, number = stream.partition(":")
    return kind == "account" and number.isdigit() and Account.objects.filter(pk=int(number)).exists()


def _broken(rows: Sequence[Row]) -> Iterator[str]:
    previous, number = "", 0
    for row in rows:
        if row.number != number + 1:
            yield f"entry {number + 1} is missing"
        elif row.previous_hash != previous:
            yield f"entry {row.number} does not follow on entry {number}"
        if _hash(row) != row.hash:
            yield f"entry {row.number} ({row.kind}) was changed: its hash is not that of what it says"
        previous, number = row.hash, row.number


def _hash(row: Row) -> str:
    return entry_hash(
        stream=row.stream,
        number=row.number,
        kind=row.kind,
        at=row.at,
        recorded_at=row.recorded_at,
        actor=row.actor,
        data=row.data,
        previous_hash=row.previous_hash,
    )
