"""Puts a PAdES signature (ETSI EN 319 142, level B-B) on a PDF; the key is elsewhere and sees only a hash.

The file grows at its end: what was there before is its beginning, byte for byte, and earlier signatures hold.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509
from asn1crypto.algos import SignedDigestAlgorithm
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.x509 import load_der_x509_certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.gateways.remote_signing.client import ECDSA_SHA256, RSA_SHA256
from motcua.kit.instants import VIETNAM
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.services.errors import NotDone

SignHash = Callable[[bytes], bytes]
_SHA256 = "sha256"
MECHANISMS = {ECDSA_SHA256: "sha256_ecdsa", RSA_SHA256: "sha256_rsa"}
# An answer of any key up to RSA 4096; the container is as large for the trial as for the real one.
_LONGEST_SIGNATURE = 512


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key kept elsewhere: its certificates, the signer's first, its algorithm (OID), how to reach it."""

    chain: tuple[x509.Certificate, ...]
    algorithm: str
    sign_hash: SignHash


def sign_pdf(*, content: bytes, key: SigningKey, name: str, reason: str, at: datetime) -> bytes:
    """The signed PDF. `name` is whom the signature shows, `at` (aware) the time it states.

    Raises NotDone where the PDF is damaged, encrypted or closed to further signatures; what `sign_hash`
    raises goes through.
    """
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        if writer.prev.encrypted:
            raise NotDone(_ENCRYPTED)
        number = len(writer.prev.embedded_signatures) + 1
        metadata = PdfSignatureMetadata(
            field_name=f"KySo{number}",
            md_algorithm=_SHA256,
            subfilter=SigSeedSubFilter.PADES,
            name=name,
            reason=reason or None,
        )
        signer = _AtItsTime(metadata, _RemoteSigner(key), new_field_spec=SigFieldSpec(f"KySo{number}"))
        signer.at = at.astimezone(VIETNAM)
        signed: bytes = signer.sign_pdf(writer, bytes_reserved=_room_for(key.chain)).getvalue()
    except (PdfError, SigningError, ValueError, KeyError, TypeError, RecursionError) as problem:
        raise NotDone(_UNSIGNABLE) from problem
    return signed


_ENCRYPTED = Refused(
    "pdf_encrypted", N_("Tệp PDF có mật khẩu nên không ký được. Hãy lưu lại không mật khẩu rồi tải lên.")
)
_WRONG = Refused(
    "wrong_signature",
    N_("Dịch vụ ký số trả về chữ ký không khớp chứng thư. Chưa có gì được ký; hãy báo quản trị."),
)
_UNSIGNABLE = Refused(
    "pdf_unsignable", N_("Tệp PDF hỏng hoặc đã khóa, không thêm chữ ký số được. Hãy tạo lại tệp rồi tải lên.")
)


class _AtItsTime(PdfSigner):
    """pyHanko asks the machine's clock when the signature is made; the caller knows better."""

    at: datetime

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


class _RemoteSigner(Signer):
    """pyHanko's signer, with the one step that needs the key given away."""

    def __init__(self, key: SigningKey) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(key.chain)
        super().__init__(
            signing_cert=key.chain[0],
            cert_registry=store,
            embed_roots=False,
            signature_mechanism=SignedDigestAlgorithm({"algorithm": MECHANISMS[key.algorithm]}),
        )
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if dry_run:
            return bytes(_LONGEST_SIGNATURE)
        digest = hashlib.sha256(data).digest()
        signature = self._key.sign_hash(digest)
        _check(self._key, digest, signature)
        return signature


def _check(key: SigningKey, digest: bytes, signature: bytes) -> None:
    """A signature that is not this certificate's would be found out by everybody but us."""
    public = load_der_x509_certificate(key.chain[0].dump()).public_key()
    prehashed = Prehashed(hashes.SHA256())
    try:
        if isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(signature, digest, ec.ECDSA(prehashed))
        elif isinstance(public, rsa.RSAPublicKey):
            public.verify(signature, digest, padding.PKCS1v15(), prehashed)
        else:
            raise NotDone(_WRONG)
    except InvalidSignature:
        raise NotDone(_WRONG) from None


def _room_for(chain: tuple[x509.Certificate, ...]) -> int:
    """Bytes of hexadecimal text for the container: certificates, attributes, signature, and to spare."""
    return 2 * (sum(len(one.dump()) for one in chain) + _LONGEST_SIGNATURE + 4096)
