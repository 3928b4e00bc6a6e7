"""A signing service with its own authority, trusted by this installation."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pikepdf
from asn1crypto import x509
from django.test import override_settings

from motcua.gateways.remote_signing.authority import TestAuthority
from motcua.gateways.remote_signing.client import RemoteSigning
from motcua.gateways.remote_signing.double import SigningService, running_service
from motcua.services.signing.sign_pdf import SigningKey, sign_pdf
from tests.cast import MONDAY


@contextmanager
def signing_house(folder: Path) -> Iterator[SigningService]:
    """The double with its authority in `folder`, its root among the trusted ones."""
    authority = TestAuthority(folder / "authority")
    (folder / "trust").mkdir()
    (folder / "trust" / "test.pem").write_bytes(authority.root_pem())
    with (
        running_service(authority.folder) as (address, service),
        override_settings(MOTCUA_REMOTE_SIGNING=address, MOTCUA_TRUST=folder / "trust"),
    ):
        yield service


def key_of(client: RemoteSigning, credential_id: str, *, pin: str = "") -> SigningKey:
    """The credential's key, reached through the service."""
    credential = client.credential(credential_id)
    algorithm = credential.algorithms[0]

    def sign_hash(digest: bytes) -> bytes:
        sad = client.authorise(credential_id, count=1, pin=pin).secret
        return client.sign_hashes(credential_id, [digest], sad=sad, algorithm=algorithm)[0]

    return SigningKey(tuple(map(x509.Certificate.load, credential.chain)), algorithm, sign_hash)


def plain_pdf(pages: int = 1, *, password: str = "") -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(420, 595))
        whole = io.BytesIO()
        pdf.save(whole, encryption=pikepdf.Encryption(owner=password, user=password) if password else None)
    return whole.getvalue()


def signed_pdf(key: SigningKey, *, content: bytes | None = None, at: datetime = MONDAY) -> bytes:
    return sign_pdf(
        content=content or plain_pdf(), key=key, name="UBND xã Phong Thủy", reason="Mẫu 01", at=at
    )
