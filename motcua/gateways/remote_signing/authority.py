"""A test authority in a folder: root, issuing CA, time-stamping, and signers whose keys lie open.

For the demo and the tests only. What it vouches for is trusted where its root was put among the trusted ones.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PIN = "147258"
ROOT, ISSUING, STAMPING = "root", "issuing", "stamping"
_FROM, _UNTIL = datetime(2019, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)
_SAFE = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


@dataclass(frozen=True, slots=True)
class Signer:
    """What the authority keeps of a credential. `chain`: its certificate, then the issuing one."""

    id: str
    key: ec.EllipticCurvePrivateKey
    chain: tuple[x509.Certificate, ...]
    pin: str
    otp: str


class TestAuthority:
    """Made in `folder` the first time it is asked for."""

    __test__ = False  # not a test, whatever pytest thinks of the name

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def root(self) -> x509.Certificate:
        self._make()
        return self._certificate(ROOT)

    def root_pem(self) -> bytes:
        return self.root.public_bytes(serialization.Encoding.PEM)

    @property
    def stamping(self) -> Signer:
        """Who puts time stamps on signatures."""
        self._make()
        chain = (self._certificate(STAMPING), self._certificate(ISSUING))
        return Signer(STAMPING, self._key(STAMPING), chain, "", "")

    def add_signer(
        self,
        credential_id: str,
        *,
        name: str,
        organisation: str,
        pin: str = PIN,
        otp: str = "",
        valid_from: datetime = _FROM,
        valid_until: datetime = _UNTIL,
    ) -> None:
        """A key and its certificate; without `pin` and `otp` the client's own sign-in is enough."""
        if not _SAFE.fullmatch(credential_id):
            raise ValueError(credential_id)
        self._make()
        subject = _name(name, organisation)
        self._issue(
            f"signer-{credential_id}",
            subject,
            issuer=ISSUING,
            extensions=_end_entity(),
            valid=(valid_from, valid_until),
        )
        said = {"pin": pin, "otp": otp}
        _write(self.folder / f"signer-{credential_id}.json", json.dumps(said).encode())

    def signer_ids(self) -> list[str]:
        return sorted(path.stem.removeprefix("signer-") for path in self.folder.glob("signer-*.json"))

    def signer(self, credential_id: str) -> Signer | None:
        said = self.folder / f"signer-{credential_id}.json"
        if not _SAFE.fullmatch(credential_id) or not said.exists():
            return None
        name = f"signer-{credential_id}"
        chain = (self._certificate(name), self._certificate(ISSUING))
        return Signer(credential_id, self._key(name), chain, **json.loads(said.read_bytes()))

    def _make(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if (self.folder / f"{STAMPING}.pem").exists():
            return
        organisation = "Motcua (thử nghiệm, không có giá trị pháp lý)"
        self._issue(ROOT, _name("Gốc thử nghiệm Motcua", organisation), issuer=ROOT, extensions=_authority(1))
        issuing = _name("CA thử nghiệm Motcua", organisation)
        self._issue(ISSUING, issuing, issuer=ROOT, extensions=_authority(0))
        stamping = _name("Dấu thời gian thử nghiệm Motcua", organisation)
        self._issue(STAMPING, stamping, issuer=ISSUING, extensions=_time_stamping())

    def _issue(
        self,
        name: str,
        subject: x509.Name,
        *,
        issuer: str,
        extensions: Sequence[tuple[x509.ExtensionType, bool]],
        valid: tuple[datetime, datetime] = (_FROM, _UNTIL),
    ) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        signing_key = key if issuer == name else self._key(issuer)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject if issuer == name else self._certificate(issuer).subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(valid[0])
            .not_valid_after(valid[1])
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), critical=False
            )
        )
        for extension, is_critical in extensions:
            builder = builder.add_extension(extension, critical=is_critical)
        certificate = builder.sign(signing_key, hashes.SHA256())
        _write(self.folder / f"{name}.key", _pem_of(key))
        # The certificate last: where it is, the key is.
        _write(self.folder / f"{name}.pem", certificate.public_bytes(serialization.Encoding.PEM))

    def _key(self, name: str) -> ec.EllipticCurvePrivateKey:
        key = serialization.load_pem_private_key((self.folder / f"{name}.key").read_bytes(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(name)
        return key

    def _certificate(self, name: str) -> x509.Certificate:
        return x509.load_pem_x509_certificate((self.folder / f"{name}.pem").read_bytes())


def _name(common: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:64]),
        ]
    )


def _authority(depth: int) -> list[tuple[x509.ExtensionType, bool]]:
    usage = _usage(key_cert_sign=True, crl_sign=True)
    return [(x509.BasicConstraints(ca=True, path_length=depth), True), (usage, True)]


def _end_entity() -> list[tuple[x509.ExtensionType, bool]]:
    usage = _usage(digital_signature=True, content_commitment=True)
    return [(x509.BasicConstraints(ca=False, path_length=None), True), (usage, True)]


def _time_stamping() -> list[tuple[x509.ExtensionType, bool]]:
    return [*_end_entity(), (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)]


def _usage(**allowed: bool) -> x509.KeyUsage:
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment")
    more = ("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in (*names, *more)})


def _pem_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, content: bytes) -> None:
    beside = path.with_name(f"{path.name}.part")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
    beside.replace(path)
