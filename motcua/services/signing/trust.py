"""The root certificates this installation trusts: PEM files that the operator puts into one folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from asn1crypto import pem, x509
from django.conf import settings


def trusted_roots() -> tuple[x509.Certificate, ...]:
    """Read anew when a file comes or goes."""
    folder = Path(settings.MOTCUA_TRUST)
    files = sorted(folder.glob("*.pem")) if folder.is_dir() else []
    return _read(tuple((path, path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, int], ...]) -> tuple[x509.Certificate, ...]:
    return tuple(one for path, _ in files for one in read_chain(path.read_bytes()))


def read_chain(text: bytes) -> tuple[x509.Certificate, ...]:
    """The certificates of a PEM text, in their order."""
    return tuple(x509.Certificate.load(der) for _, _, der in pem.unarmor(text, multiple=True))


def write_chain(chain: tuple[bytes, ...]) -> str:
    """DER certificates as PEM."""
    return "".join(pem.armor("CERTIFICATE", der).decode("ascii") for der in chain)


def name_of(name: x509.Name) -> str:
    """How people call a subject: its common name, or the organisation."""
    said = name.native
    return str(said.get("common_name") or said.get("organization_name") or name.human_friendly)


def organisation_of(name: x509.Name) -> str:
    found = name.native.get("organization_name") or ""
    return str(found[0] if isinstance(found, list) else found)
