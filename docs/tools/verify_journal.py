#!/usr/bin/env python3
"""Checks the journal without any code of this project: Python's standard library and `cryptography`.

    verify_journal.py --key journal.pub seals.log
    verify_journal.py --key journal.pub seals.log --proof proof.json
    verify_journal.py --key journal.pub seals.log --database motcua.sqlite3

The first checks the chain and the signatures of the seals' log. The second checks that every entry of a
dossier (from `motcua proof REF`) is chained to the one before and stands under one of those seals. The
third recomputes every entry and every tree of a SQLite database. Take `journal.pub` and `seals.log` from
a copy that was carried off the machine: that is what a forger on the machine cannot reach.

Exit code 0: all holds. 1: it does not, and why. 2: a file cannot be used.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SIGNED_PREFIX = b"motcua journal seal v1\x00"
COLUMNS = ("number", "kind", "at", "recorded_at", "actor", "data", "previous_hash", "hash")
Seals = dict[int, dict[str, Any]]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("log", type=Path, help="seals.log")
    parser.add_argument("--key", required=True, help="the verifying key: 64 hex digits, or a file with them")
    parser.add_argument("--proof", type=Path, help="a dossier's proof")
    parser.add_argument("--database", type=Path, help="a SQLite database")
    options = parser.parse_args()
    try:
        problems = list(check(options))
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error) as problem:
        print(f"cannot be used: {type(problem).__name__}: {problem}", file=sys.stderr)
        return 2
    print("\n".join(problems) or "all holds")
    return 1 if problems else 0


def check(options: argparse.Namespace) -> Iterator[str]:
    key = read_key(options.key)
    seals: Seals = {}
    yield from check_log(options.log, key, seals)
    print(f"{len(seals)} seals over {sum(seal['size'] for seal in seals.values())} entries")
    if options.proof:
        yield from check_proof(json.loads(options.proof.read_text("utf-8")), seals)
    if options.database:
        yield from check_database(options.database, seals)


def read_key(given: str) -> Ed25519PublicKey:
    text = given if len(given) == 64 else Path(given).read_text().strip()
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))


def check_log(path: Path, key: Ed25519PublicKey, seals: Seals) -> Iterator[str]:
    """Numbers without a gap, each hash over what the line says, each line on the one before, all signed."""
    previous = ""
    for place, line in enumerate(path.read_text("utf-8").splitlines(keepends=True), start=1):
        if not line.endswith("\n"):
            print(f"line {place} was torn off while it was written; it never counted")
            return
        seal = json.loads(line)
        content = [seal[name] for name in ("number", "size", "root", "previous_hash", "sealed_at")]
        said = hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()
        if seal["number"] != place or seal["previous_hash"] != previous:
            yield f"seal {place}: it does not follow on the one before"
        if said != seal["hash"]:
            yield f"seal {place}: its hash is not that of what it says"
        try:
            key.verify(bytes.fromhex(seal["signature"]), SIGNED_PREFIX + bytes.fromhex(said))
        except InvalidSignature:
            yield f"seal {place}: it is not signed with this key"
        previous = seal["hash"]
        seals[place] = seal


def check_proof(proof: dict[str, Any], seals: Seals) -> Iterator[str]:
    """Entries 1, 2, 3 … each on the one before, each under a seal of the log."""
    previous, waiting = "", 0
    for number, entry in enumerate(proof["entries"], start=1):
        what = f"{proof['stream']} entry {number}"
        if entry["number"] != number or entry["previous_hash"] != previous:
            yield f"{what}: it does not follow on the one before"
        if entry_hash(proof["stream"], entry) != entry["hash"]:
            yield f"{what}: its hash is not that of what it says"
        if entry["seal"] is None:
            waiting += 1
        elif not is_under(entry, seals.get(entry["seal"]["number"])):
            yield f"{what}: it is not under seal {entry['seal']['number']}"
        previous = entry["hash"]
    print(f"{proof['stream']}: {len(proof['entries'])} entries, {waiting} not sealed yet")


def is_under(entry: dict[str, Any], seal: dict[str, Any] | None) -> bool:
    if seal is None:
        return False
    path = [bytes.fromhex(beside) for beside in entry["seal"]["path"]]
    root = root_from_path(bytes.fromhex(entry["hash"]), entry["seal"]["position"], seal["size"], path)
    return root is not None and root.hex() == seal["root"]


def check_database(path: Path, seals: Seals) -> Iterator[str]:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        yield from check_streams(connection)
        yield from check_trees(connection, seals)
    finally:
        connection.close()


def check_streams(connection: sqlite3.Connection) -> Iterator[str]:
    rows = connection.execute(
        f"SELECT stream, {', '.join(COLUMNS)} FROM journal_entry ORDER BY stream, number"  # noqa: S608
    )
    stream, number, previous, count = "", 0, "", 0
    for row in rows:
        entry = dict(zip(COLUMNS, row[1:], strict=True))
        entry |= {
            "at": utc(entry["at"]),
            "recorded_at": utc(entry["recorded_at"]),
            "data": json.loads(entry["data"]),
        }
        if row[0] != stream:
            stream, number, previous = row[0], 0, ""
        if entry["number"] != number + 1 or entry["previous_hash"] != previous:
            yield f"{stream} entry {entry['number']}: it does not follow on the one before"
        if entry_hash(stream, entry) != entry["hash"]:
            yield f"{stream} entry {entry['number']}: its hash is not that of what it says"
        number, previous, count = entry["number"], entry["hash"], count + 1
    print(f"{count} entries in the database")


def check_trees(connection: sqlite3.Connection, seals: Seals) -> Iterator[str]:
    """The trees of the log, over the hashes the database has."""
    for number, seal in seals.items():
        rows = connection.execute(
            "SELECT e.hash FROM journal_leaf l JOIN journal_entry e ON e.id = l.entry_id "
            "JOIN journal_seal s ON s.id = l.seal_id WHERE s.number = ? ORDER BY l.position",
            [number],
        )
        hashes = [bytes.fromhex(text) for (text,) in rows]
        if len(hashes) != seal["size"] or merkle_root(hashes).hex() != seal["root"]:
            yield f"seal {number}: the database's entries under it are not those that were sealed"


def entry_hash(stream: str, entry: dict[str, Any]) -> str:
    content = [stream, *(entry[name] for name in COLUMNS[:-1])]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def utc(stored: str) -> str:
    """SQLite keeps UTC without saying so."""
    return datetime.fromisoformat(stored).replace(tzinfo=UTC).isoformat(timespec="microseconds")


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def merkle_root(contents: list[bytes]) -> bytes:
    """RFC 6962 §2.1, by its own definition."""
    if len(contents) == 1:
        return hashlib.sha256(b"\x00" + contents[0]).digest()
    if not contents:
        return hashlib.sha256().digest()
    split = 1 << ((len(contents) - 1).bit_length() - 1)
    return node(merkle_root(contents[:split]), merkle_root(contents[split:]))


def root_from_path(content: bytes, position: int, size: int, path: list[bytes]) -> bytes | None:
    """RFC 9162 §2.1.3.2."""
    if not 0 <= position < size:
        return None
    found, last, rest = hashlib.sha256(b"\x00" + content).digest(), size - 1, list(path)
    while last > 0:
        if position % 2 or position < last:
            if not rest:
                return None
            beside = rest.pop(0)
            found = node(beside, found) if position % 2 else node(found, beside)
        position, last = position // 2, last // 2
    return None if rest else found


if __name__ == "__main__":
    raise SystemExit(main())
