"""services/files/store_file, read_file, sweep_orphans and the vault under them."""

from __future__ import annotations

import os
import resource
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from motcua.records.files import vault
from motcua.records.files.models import StoredFile
from motcua.records.files.vault import DamagedFile, key_id_of_stored, read_stored, write_stored
from motcua.records.keys import rotate_keys
from motcua.records.sealing import digest_bytes
from motcua.services.errors import NotDone
from motcua.services.files.read_file import read_file, read_whole_file
from motcua.services.files.store_file import store_file, store_own_file
from motcua.services.files.sweep_orphans import sweep_orphans
from tests.cast import Cast, filed
from tests.services.files import samples

NOW = datetime(2020, 9, 14, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_a_file_comes_back_as_it_was_sent_and_lies_there_unreadable(house: Path) -> None:
    sent = samples.pdf()
    stored = store_file(content=sent, name="Giấy chứng sinh.pdf", at=NOW)
    assert stored.name == "Giấy chứng sinh.pdf"
    assert (stored.file.size, stored.file.media_type) == (len(sent), "application/pdf")
    assert stored.file.digest == digest_bytes(sent, "file.content")
    assert b"".join(read_file(file=stored.file)) == sent
    lying = (house / "files" / stored.file.path).read_bytes()
    assert b"%PDF" not in lying
    assert stored.name not in stored.file.path


def test_a_refused_file_leaves_nothing_behind(house: Path) -> None:
    with pytest.raises(NotDone):
        store_file(content=b"MZ", name="giay.pdf", at=NOW)
    assert not StoredFile.objects.exists()
    assert not list(house.glob("files/*/*"))


def test_a_full_disk_is_told_in_words_and_leaves_nothing_half_written(house: Path) -> None:
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    # Python ignores the signal: writing beyond the limit fails as it does on a full disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, allowed[1]))
    try:
        with pytest.raises(NotDone) as caught:
            store_file(content=samples.pdf(), name="giay.pdf", at=NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, allowed)
    assert caught.value.refused.code == "storage_full"
    assert not StoredFile.objects.exists()
    assert not list(house.glob("files/*/*"))


@pytest.mark.parametrize("size", [0, 1, vault.CHUNK - 1, vault.CHUNK, vault.CHUNK + 1, 3 * vault.CHUNK])
def test_every_length_goes_in_and_out(house: Path, size: int) -> None:
    content = os.urandom(size)
    written = write_stored([content[:10], content[10:]])
    assert b"".join(read_stored(written.path)) == content
    assert (written.size, written.digest) == (size, digest_bytes(content, "file.content"))


@pytest.mark.parametrize("place", [0, 5, 8, 20, vault.CHUNK + 100, -1])
def test_one_changed_byte_is_found(house: Path, place: int) -> None:
    path = house / "files" / write_stored([os.urandom(2 * vault.CHUNK + 5)]).path
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedFile):
        list(read_stored(path.relative_to(house / "files").as_posix()))


@pytest.mark.parametrize("left", [0, 12, 13, 50, vault.CHUNK + 16 + 13, -1])
def test_a_file_cut_off_is_found_even_between_chunks(house: Path, left: int) -> None:
    path = house / "files" / write_stored([os.urandom(2 * vault.CHUNK + 5)]).path
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(DamagedFile):
        list(read_stored(path.relative_to(house / "files").as_posix()))


def test_a_file_that_is_gone_says_so(house: Path) -> None:
    with pytest.raises(DamagedFile, match="not there"):
        list(read_stored("ab/abc"))


def test_after_a_rotation_old_files_open_and_new_ones_lie_under_the_new_key(house: Path) -> None:
    old = write_stored([b"old"]).path
    rotate_keys(house / "keys")
    new = write_stored([b"new"]).path
    assert (key_id_of_stored(old), key_id_of_stored(new)) == (1, 2)
    assert b"".join(read_stored(old)) == b"old"


def test_the_sweep_takes_old_bytes_without_a_row_and_nothing_else(house: Path, cast: Cast) -> None:
    kept = filed(cast).documents.create(name="giay", file=own_file(b"kept"), given_at=NOW).file
    orphan, young = write_stored([b"orphan"]).path, write_stored([b"young"]).path
    half = house / "files" / "ab"
    half.mkdir(exist_ok=True)
    (half / "abc.part").write_bytes(b"half")
    for path in (kept.path, orphan, "ab/abc.part"):
        make_old(house / "files" / path)
    assert sweep_orphans(now=timezone.now()) == 2
    assert read_whole_file(file=kept) == b"kept"
    assert b"".join(read_stored(young)) == b"young"
    assert not (house / "files" / orphan).exists()


def test_the_sweep_takes_old_files_that_belong_to_nothing(house: Path, cast: Cast) -> None:
    """What a process left that died between storing a paper and filing it."""
    dossier = filed(cast)
    given, printed, lost, young = (own_file(word) for word in (b"given", b"printed", b"lost", b"young"))
    dossier.documents.create(name="giay", file=given, given_at=NOW)
    dossier.papers.create(
        form="01", agency=dossier.receiving_agency, issued_at=NOW, sealed=b"", file_id=printed.pk
    )
    for file in (given, printed, lost):
        make_old(house / "files" / file.path)
    assert sweep_orphans(now=timezone.now()) == 1
    assert not StoredFile.objects.filter(pk=lost.pk).exists()
    assert not (house / "files" / lost.path).exists()
    assert [read_whole_file(file=file) for file in (given, printed, young)] == [
        b"given",
        b"printed",
        b"young",
    ]


def own_file(content: bytes) -> StoredFile:
    return store_own_file(content=content, media_type="application/pdf", at=NOW)


def make_old(path: Path) -> None:
    before = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(path, (before, before))
