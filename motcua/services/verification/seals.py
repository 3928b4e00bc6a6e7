"""The seals: each tree over its entries, chained, signed, and the same in the log outside the database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from motcua.kit.merkle import merkle_root
from motcua.records.journal.models import Entry, Leaf, Seal
from motcua.records.journal.seal_log import BrokenLine, SealLine, read_log, seal_log_path
from motcua.records.keys import key_ring
from motcua.services.journal.seals import content_of, unsealed_entries
from motcua.services.verification.findings import Check, Findings

SEALS, LOG = "seals", "seals' log"
_MISSING = 200  # ids asked for at a time


def logged_seals(findings: Findings) -> list[SealLine]:
    """The log as it stands. Read before the database: what is sealed meanwhile is not missed there."""
    path = seal_log_path(Path(settings.MOTCUA_DATA))
    lines: list[SealLine] = []
    try:
        for line in read_log(path):
            lines.append(line)
    except BrokenLine as problem:
        findings.check(LOG).problem(f"line {len(lines) + 1} of {path} is not a seal: {problem}")
    return lines


def check_seals(findings: Findings, lines: Sequence[SealLine]) -> None:
    check = findings.check(SEALS)
    kept = list(Seal.objects.order_by("number"))
    previous = ""
    for place, seal in enumerate(kept, start=1):
        check.saw()
        for problem in _broken(seal, place, previous):
            check.problem(f"seal {seal.number}: {problem}")
        previous = seal.hash
    _check_unsealed(check, kept[-1].floor if kept else 0)
    _check_log(findings.check(LOG), kept, lines)


def _broken(seal: Seal, place: int, previous: str) -> list[str]:
    problems = []
    content = content_of(seal)
    if seal.number != place:
        problems.append(f"seal {place} is missing before it")
    elif seal.previous_hash != previous:
        problems.append(f"it does not follow on seal {place - 1}")
    if content.hash != seal.hash:
        problems.append("its hash is not that of what it says")
    if not content.is_signed(seal.signature, key_ring().signing_key.public_key()):
        problems.append("its signature is not this journal's")
    return problems + _broken_tree(seal)


def _broken_tree(seal: Seal) -> list[str]:
    leaves = Leaf.objects.filter(seal=seal).order_by("position")
    found = list(leaves.values_list("position", "entry__hash"))
    if [position for position, _ in found] != list(range(seal.size)):
        return [f"it covers {seal.size} entries, {len(found)} are there"]
    try:
        root = merkle_root([bytes.fromhex(entry_hash) for _, entry_hash in found]).hex()
    except ValueError:
        return ["an entry under it has a hash that is none"]
    return [] if root == seal.root else ["the entries under it are not those that were sealed"]


def _check_unsealed(check: Check, floor: int) -> None:
    hidden = Entry.objects.filter(pk__lte=floor, leaf__isnull=True)
    for pk in hidden.order_by("pk").values_list("pk", flat=True)[:_MISSING]:
        check.problem(f"entry {pk}: it has no seal and stands where every entry was sealed")
    waiting = unsealed_entries(floor)
    count = waiting.count()
    if count:
        oldest = waiting.values_list("recorded_at", flat=True).first()
        check.note(f"{count} entries wait for their seal, the oldest since {oldest:%Y-%m-%d %H:%M:%S} UTC")


def _check_log(check: Check, kept: Sequence[Seal], lines: Sequence[SealLine]) -> None:
    check.saw(len(lines))
    in_log = {line.content.number: line for line in lines}
    for place, line in enumerate(lines, start=1):
        if line.content.number != place:
            check.problem(f"line {place} holds seal {line.content.number}")
    for seal in kept:
        found = in_log.pop(seal.number, None)
        if found is None:
            check.problem(f"seal {seal.number}: the database has it, the log does not")
        elif (found.hash, found.signature) != (seal.hash, seal.signature):
            check.problem(f"seal {seal.number}: log and database have different ones")
    for number, line in sorted(in_log.items()):
        _check_unfinished(check, number, line)


def _check_unfinished(check: Check, number: int, line: SealLine) -> None:
    """A sealer that died between log and commit leaves a line whose entries still wait; that mends itself."""
    waiting = dict(Entry.objects.filter(pk__in=line.entries, leaf__isnull=True).values_list("pk", "hash"))
    hashes = [bytes.fromhex(waiting[entry]) for entry in line.entries if entry in waiting]
    if len(hashes) == line.content.size and merkle_root(hashes).hex() == line.content.root:
        check.note(f"seal {number} was begun and not finished; the next run of the sealer finishes it")
    else:
        check.problem(f"seal {number}: the log has it, the database does not: it was rolled back or changed")
