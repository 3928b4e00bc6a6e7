"""services/backup: what is written comes back equal, keys stay out, and damage is never restored."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from motcua.kit.errors import DoesNotHold, Unusable
from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import StoredFile
from motcua.records.journal.models import Entry
from motcua.records.journal.seal_log import read_log, seal_log_path
from motcua.services.backup.restore_backup import restore_backup
from motcua.services.backup.write_backup import write_backup
from motcua.services.files.store_file import store_own_file
from motcua.services.journal.configuration_stream import record_configuration
from motcua.services.journal.seal_entries import seal_entries
from tests.cast import MONDAY

# A backup is taken of what is committed, and SQLite copies nothing out of an open write.
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's is in tests/jobs")


@pytest.fixture
def small(house: Path, transactional_db: None) -> None:
    """A few entries under a seal, and two files."""
    for number in range(2):
        store_own_file(content=b"%d" % number, media_type="application/pdf", at=MONDAY)
        record_configuration(kind="test", at=MONDAY, data={})
    seal_entries(now=timezone.now())


@pytest.fixture
def backup(small: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("backup") / "sao-luu.tar"
    write_backup(target=target, now=timezone.now())
    return target


@pytest.fixture
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("empty") / "data"


def _restore(source: Path, data: Path, keys: Path) -> object:
    return restore_backup(source=source, data=data, keys=keys, database_url="")


def _members(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]


def _rewritten(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    members = _members(path)
    change(members)
    with tarfile.open(path, "w") as tar:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


@sqlite_only
def test_what_is_restored_is_what_was_there(story: Dossier, house: Path, empty: Path) -> None:
    backup = empty.with_name("b.tar")
    write_backup(target=backup, now=timezone.now())
    restored = _restore(backup, empty, house / "keys")
    assert restored.lacking == {}
    assert restored.file_count == StoredFile.objects.count()
    with sqlite3.connect(empty / "motcua.sqlite3") as copy:
        entries = copy.execute("SELECT hash FROM journal_entry ORDER BY id").fetchall()
    assert [entry_hash for (entry_hash,) in entries] == list(
        Entry.objects.order_by("pk").values_list("hash", flat=True)
    )
    for path in StoredFile.objects.values_list("path", flat=True):
        assert (empty / "files" / path).read_bytes() == (house / "files" / path).read_bytes()
    assert (empty / "seals" / "seals.log").read_text() == seal_log_path(house).read_text()


def test_keys_are_never_in_it_and_their_fingerprints_are(backup: Path, house: Path, empty: Path) -> None:
    members = _members(backup)
    assert not [name for name in members if "key" in name or "secret" in name]
    keys = json.loads((house / "keys" / "keys.json").read_text())
    whole = b"".join(members.values())
    for secret in (*keys["data_keys"].values(), keys["index_key"], keys["signing_key"]):
        assert secret.encode() not in whole
    assert set(json.loads(members["manifest.json"])["keys"]) == {"data key 1", "index key", "signing key"}


@sqlite_only
def test_restoring_says_which_keys_are_lacking(backup: Path, empty: Path) -> None:
    assert set(_restore(backup, empty, empty / "keys").lacking) == {"data key 1", "index key", "signing key"}


def test_seals_made_after_the_snapshot_stay_out(small: None, house: Path, empty: Path) -> None:
    log = seal_log_path(house)
    line = next(read_log(log)).to_text()
    # As if the sealer had finished a seal between the copy of the database and that of the log.
    later = line.replace('"number": 1', '"number": 2')
    log.write_text(f"{line}\n{later}\n")
    target = empty.with_name("b.tar")
    write_backup(target=target, now=timezone.now())
    assert _members(target)["seals/seals.log"].decode() == f"{line}\n"


def test_a_backup_overwrites_no_other(backup: Path) -> None:
    with pytest.raises(Unusable, match="there already"):
        write_backup(target=backup, now=timezone.now())


def test_a_place_that_cannot_be_written_to_is_named(small: None) -> None:
    with pytest.raises(Unusable, match="cannot be written"):
        write_backup(target=Path("/nowhere/b.tar"), now=timezone.now())


def test_a_missing_file_is_named_and_the_rest_is_saved(small: None, house: Path, empty: Path) -> None:
    gone = StoredFile.objects.order_by("pk").values_list("path", flat=True)[0]
    (house / "files" / gone).unlink()
    backup = write_backup(target=empty.with_name("b.tar"), now=timezone.now())
    assert backup.missing == (gone,)
    assert backup.file_count == StoredFile.objects.count() - 1


def test_a_folder_that_is_not_empty_is_left_alone(backup: Path, empty: Path) -> None:
    for name in ("motcua.sqlite3", "seals", "anything"):
        empty.mkdir()
        (empty / name).touch()
        with pytest.raises(Unusable, match="not empty"):
            _restore(backup, empty, empty / "keys")
        assert [path.name for path in empty.iterdir()] == [name]
        shutil.rmtree(empty)


@sqlite_only
def test_a_folder_with_nothing_but_keys_is_empty(backup: Path, house: Path, empty: Path) -> None:
    empty.mkdir()
    (house / "keys").rename(empty / "keys")
    assert _restore(backup, empty, empty / "keys").lacking == {}


_CHANGES: list[tuple[Callable[[dict[str, bytes]], object], type[Exception], str]] = [
    (lambda m: m.update({"seals/seals.log": m["seals/seals.log"] + b"x"}), DoesNotHold, "is damaged"),
    (lambda m: m.pop("seals/seals.log"), DoesNotHold, "is damaged"),
    (lambda m: m.pop("manifest.json"), Unusable, "its end is missing"),
    (lambda m: m.update({"../../evil": b"x"}), Unusable, "not a backup of this system"),
    (lambda m: m.update({"keys/keys.json": b"{}"}), Unusable, "not a backup of this system"),
    (lambda m: m.update({"manifest.json": b'{"format": 9}'}), Unusable, "format 9"),
]


def test_a_backup_that_was_changed_is_not_restored(backup: Path, empty: Path) -> None:
    whole = backup.read_bytes()
    for change, error, words in _CHANGES:
        backup.write_bytes(whole)
        with pytest.raises(error, match=words):
            _restore(_rewritten(backup, change), empty, empty / "keys")
        assert list(empty.iterdir()) == []


def test_a_backup_cut_off_anywhere_is_not_restored(backup: Path, empty: Path) -> None:
    whole = backup.read_bytes()
    for part in range(1, 20):
        backup.write_bytes(whole[: len(whole) * part // 20])
        with pytest.raises((Unusable, DoesNotHold)):
            _restore(backup, empty, empty / "keys")
    assert list(empty.iterdir()) == []


def test_something_else_is_no_backup(tmp_path: Path, empty: Path) -> None:
    (tmp_path / "b.tar").write_bytes(b"no tar at all")
    with pytest.raises(Unusable, match="not a whole backup"):
        _restore(tmp_path / "b.tar", empty, empty / "keys")
    with pytest.raises(Unusable, match="cannot be read"):
        _restore(tmp_path / "c.tar", empty, empty / "keys")


@sqlite_only
def test_a_backup_of_one_engine_is_not_put_into_the_other(backup: Path, empty: Path) -> None:
    with pytest.raises(Unusable, match="unset DATABASE_URL"):
        restore_backup(source=backup, data=empty, keys=empty / "keys", database_url="postgres://x/y")
