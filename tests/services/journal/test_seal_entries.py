"""services/journal/seal_entries: what is sealed, in which order, and what a crash may leave behind."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.kit.id_ranges import read_ranges, written_ranges
from motcua.kit.merkle import merkle_root
from motcua.records.journal.models import Entry, Leaf, Seal
from motcua.records.journal.seal_log import last_line, read_log, seal_log_path
from motcua.records.keys import key_ring
from motcua.services.journal import seal_entries as sealer
from motcua.services.journal._seal_lock import sealing_alone
from motcua.services.journal._two_stories import JournalForked
from motcua.services.journal.append import make_entry
from motcua.services.journal.seal_entries import seal_due_entries, seal_entries
from motcua.services.journal.seals import content_of

NOW = datetime(2020, 9, 14, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def _entries(count: int, *, stream: str = "configuration", first: int = 1) -> list[Entry]:
    previous, made = "", []
    for number in range(first, first + count):
        entry = make_entry(
            stream=stream, number=number, kind="test", at=NOW, actor=None, data={}, previous_hash=previous
        )
        previous = entry.hash
        made.append(entry)
    return Entry.objects.bulk_create(made)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealer, "BATCH", 10)


def test_everything_unsealed_is_sealed_under_a_signed_root(house: Path) -> None:
    entries = _entries(5)
    assert seal_entries(now=NOW) == 5
    seal = Seal.objects.get()
    assert seal.root == merkle_root([bytes.fromhex(entry.hash) for entry in entries]).hex()
    assert content_of(seal).is_signed(seal.signature, key_ring().signing_key.public_key())
    assert list(seal.leaves.order_by("position").values_list("entry_id", flat=True)) == [
        entry.pk for entry in entries
    ]


def test_nothing_new_makes_no_empty_seal(house: Path) -> None:
    _entries(3)
    seal_entries(now=NOW)
    assert seal_entries(now=NOW) == 0
    assert Seal.objects.count() == 1


def test_batches_are_chained_and_logged_outside_the_database(house: Path, small_batches: None) -> None:
    _entries(25)
    assert seal_entries(now=NOW) == 25
    seals = list(Seal.objects.order_by("number"))
    assert [seal.size for seal in seals] == [10, 10, 5]
    assert [seal.previous_hash for seal in seals] == ["", seals[0].hash, seals[1].hash]
    lines = list(read_log(seal_log_path(house)))
    assert [line.hash for line in lines] == [seal.hash for seal in seals]
    assert (house / "seals" / "journal.pub").read_text().strip() == key_ring().public_key


def test_an_entry_that_becomes_visible_late_is_sealed_though_its_id_is_lower(house: Path) -> None:
    early, late = _entries(2, stream="account:1"), _entries(2, stream="account:2")
    # As on PostgreSQL, where the writer of `early` commits after `late` was sealed: the floor stays below.
    seal = Seal.objects.create(
        number=1, size=2, root="00", previous_hash="", hash="11", signature="", floor=0, sealed_at=NOW
    )
    Leaf.objects.bulk_create(Leaf(entry=entry, seal=seal, position=i) for i, entry in enumerate(late))
    assert seal_entries(now=NOW) == 2
    assert {leaf.entry_id for leaf in Leaf.objects.filter(seal__number=2)} == {entry.pk for entry in early}


def test_the_floor_rises_to_the_last_sealed_entry(house: Path, small_batches: None) -> None:
    entries = _entries(15)
    seal_entries(now=NOW)
    assert [seal.floor for seal in Seal.objects.order_by("number")] == [entries[9].pk, entries[14].pk]


def test_an_unsettled_horizon_leaves_the_floor_where_it_was(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _entries(3)
    monkeypatch.setattr(sealer, "settled_horizon", lambda: None)
    seal_entries(now=NOW)
    assert Seal.objects.get().floor == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_writer_in_flight_holds_the_floor_down_until_it_commits(house: Path) -> None:
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as slow:
        slow.execute(
            "INSERT INTO journal_entry (stream, number, kind, at, recorded_at, data, previous_hash, hash) "
            "VALUES ('account:9', 1, 'test', now(), now(), '{}', '', %s)",
            ["00" * 32],
        )
        _entries(3)
        assert seal_entries(now=NOW) == 3
        assert Seal.objects.get().floor == 0
        slow.commit()
    assert seal_entries(now=NOW) == 1
    assert Seal.objects.get(number=2).floor == Leaf.objects.get(seal__number=2).entry_id


def test_a_seal_lost_between_log_and_commit_is_made_again_as_it_was(house: Path) -> None:
    _entries(4)
    with transaction.atomic():
        seal_entries(now=NOW)
        transaction.set_rollback(True)
    assert not Seal.objects.exists()
    promised = last_line(seal_log_path(house))
    _entries(3, first=5)
    assert seal_entries(now=NOW + timedelta(minutes=1)) == 3
    assert promised is not None
    assert Seal.objects.get(number=1).hash == promised.hash
    assert [line.content.number for line in read_log(seal_log_path(house))] == [1, 2]


def test_a_database_rolled_back_behind_the_log_stops_the_sealer(house: Path) -> None:
    with transaction.atomic():
        _entries(4)
        seal_entries(now=NOW)
        transaction.set_rollback(True)
    _entries(4, stream="account:9")
    with pytest.raises(JournalForked, match="rolled back or changed"):
        seal_entries(now=NOW)


def test_a_log_edited_at_its_end_stops_the_sealer(house: Path) -> None:
    _entries(4)
    seal_entries(now=NOW)
    log = seal_log_path(house)
    said = json.loads(log.read_text())
    log.write_text(json.dumps({**said, "hash": "00" * 32}) + "\n")
    _entries(1, stream="account:1")
    with pytest.raises(JournalForked, match="not the one in the database"):
        seal_entries(now=NOW)


def test_a_torn_last_line_never_counted(house: Path) -> None:
    _entries(4)
    seal_entries(now=NOW)
    log = seal_log_path(house)
    whole = log.read_text()
    log.write_text(whole + whole[:40])
    _entries(2, stream="account:1")
    assert seal_entries(now=NOW) == 2
    assert [line.content.number for line in read_log(log)] == [1, 2]


def test_lines_lost_with_a_disk_are_written_again(house: Path, small_batches: None) -> None:
    _entries(25)
    seal_entries(now=NOW)
    log = seal_log_path(house)
    before = log.read_text()
    log.write_text("".join(before.splitlines(keepends=True)[:1]))
    assert seal_entries(now=NOW) == 0
    assert log.read_text() == before


def test_a_second_sealer_leaves_the_work_to_the_first(house: Path) -> None:
    _entries(4)
    with sealing_alone(seal_log_path(house).parent) as is_alone:
        assert is_alone
        assert seal_entries(now=NOW) == 0
    assert seal_entries(now=NOW) == 4


def test_sealing_waits_a_minute_or_a_full_batch(house: Path, small_batches: None) -> None:
    entry = _entries(1)[0]
    assert seal_due_entries(now=entry.recorded_at + timedelta(seconds=59)) == 0
    assert seal_due_entries(now=entry.recorded_at + timedelta(seconds=60)) == 1
    newest = _entries(10, stream="account:1")[-1]
    assert seal_due_entries(now=newest.recorded_at) == 10


@pytest.mark.parametrize("table", ["journal_entry", "journal_seal", "journal_leaf"])
@pytest.mark.parametrize("change", ["DELETE FROM {0}", "UPDATE {0} SET id = id"])
def test_the_database_itself_refuses_to_rewrite_the_journal(house: Path, table: str, change: str) -> None:
    _entries(2)
    seal_entries(now=NOW)
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(table))


@pytest.mark.slow
def test_twenty_thousand_entries_are_sealed_in_a_handful_of_statements(house: Path) -> None:
    entry = _entries(1, stream="account:0")[0]
    Entry.objects.bulk_create(
        Entry(
            stream="configuration",
            number=number,
            kind="test",
            at=NOW,
            recorded_at=NOW,
            data={},
            hash=entry.hash,
        )
        for number in range(20_000)
    )
    with CaptureQueriesContext(connection) as taken:
        assert seal_entries(now=NOW) == 20_001
    assert len(taken) < 200, "a statement for a batch, not for an entry"


def test_id_ranges_keep_every_id_in_order() -> None:
    ids = [*range(1, 2049), 2051, 2060, 2061]
    assert written_ranges(ids) == "1-2048,2051,2060-2061"
    assert read_ranges(written_ranges(ids)) == ids
    with pytest.raises(ValueError, match="not a list"):
        read_ranges("1-2,3-4")
