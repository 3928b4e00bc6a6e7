"""A backup is one tar file: database, stored files as they lie (encrypted), the seals' log, a manifest.

The manifest comes last and names every member's SHA-256, so a cut-off or changed backup is never taken
for a whole one. Keys are not in it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from motcua.kit.errors import DoesNotHold, Unusable

FORMAT = 1
SQLITE, POSTGRES = "database.sqlite3", "database.pgdump"
MANIFEST = "manifest.json"
# Nothing else is ever unpacked: a tar made by somebody else can't write anywhere it likes.
_MEMBERS = re.compile(
    r"database\.(sqlite3|pgdump)|clock\.json|seals/(seals\.log|journal\.pub)|files/[0-9a-f]{2}/[0-9a-f]{32}"
)
_BLOCK = 1024 * 1024


class ArchiveWriter:
    """Adds members and remembers their hashes."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.members: dict[str, str] = {}

    def add_file(self, name: str, path: Path) -> None:
        """Raises FileNotFoundError with nothing written where the file is gone."""
        with path.open("rb") as stream:
            self._add(name, stream, os.fstat(stream.fileno()).st_size)

    def add_bytes(self, name: str, content: bytes) -> None:
        self._add(name, io.BytesIO(content), len(content))

    def add_manifest(self, said: dict[str, Any]) -> None:
        manifest = {"format": FORMAT, **said, "members": self.members}
        self.add_bytes(MANIFEST, json.dumps(manifest, indent=1).encode())

    def _add(self, name: str, stream: IO[bytes], size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        hashing = _Hashing(stream)
        self._tar.addfile(member, hashing)
        self.members[name] = hashing.hexdigest


class _Hashing(io.RawIOBase):
    """A stream that hashes what is read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._hash = stream, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(size)
        self._hash.update(block)
        return block

    @property
    def hexdigest(self) -> str:
        return self._hash.hexdigest()


@contextmanager
def writing_archive(target: Path) -> Iterator[ArchiveWriter]:
    """The file appears under its name only when it is whole and on the disk."""
    beside = target.with_name(f"{target.name}.part")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT, bufsize=_BLOCK) as tar:
                yield ArchiveWriter(tar)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    except OSError as problem:
        raise Unusable(f"the backup cannot be written to {target}: {problem.strerror}") from None
    finally:
        beside.unlink(missing_ok=True)


def unpack_archive(source: Path, folder: Path) -> dict[str, Any]:
    """Unpacks into `folder` and returns the manifest; raises where it is no backup of ours, or damaged."""
    unpacked: dict[str, str] = {}
    manifest: dict[str, Any] | None = None
    try:
        with source.open("rb") as stream, tarfile.open(fileobj=stream, mode="r|", bufsize=_BLOCK) as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() else None
                if content is None:
                    raise Unusable(f"{source} is not a backup of this system: it holds {member.name!r}")
                if member.name == MANIFEST:
                    manifest = json.load(content)
                else:
                    unpacked[member.name] = _unpack(member.name, content, source, folder)
    except OSError as problem:
        raise Unusable(f"{source} cannot be read: {problem.strerror or problem}") from None
    except (tarfile.TarError, ValueError, EOFError) as problem:
        raise Unusable(f"{source} is not a whole backup: {problem}") from None
    return _checked(manifest, unpacked, source)


def _unpack(name: str, content: IO[bytes], source: Path, folder: Path) -> str:
    if not _MEMBERS.fullmatch(name):
        raise Unusable(f"{source} is not a backup of this system: it holds {name!r}")
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = hashlib.sha256()
    with target.open("xb") as stream:
        while block := content.read(_BLOCK):
            found.update(block)
            stream.write(block)
        stream.flush()
        os.fsync(stream.fileno())
    return found.hexdigest()


def _checked(manifest: dict[str, Any] | None, unpacked: dict[str, str], source: Path) -> dict[str, Any]:
    if manifest is None:
        raise Unusable(f"{source} is not a whole backup: its end is missing")
    if manifest.get("format") != FORMAT:
        raise Unusable(
            f"{source} is a backup of format {manifest.get('format')}; this program reads {FORMAT}"
        )
    for name, said in manifest["members"].items():
        if unpacked.get(name) != said:
            raise DoesNotHold(f"{source} is damaged: {name} is not what was backed up")
    return manifest
