"""Reads the digital signatures of a PDF and says of each who, when, and whether what was signed still stands.

Nothing is fetched from anywhere: trust is the installation's roots, at the time the signature states.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import structlog
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.services.errors import NotDone
from motcua.services.signing.trust import name_of, organisation_of, trusted_roots

MOST_SIGNATURES = 20
# What became of the file since it was signed.
WHOLE, ADDED, CHANGED, BROKEN = "whole", "added", "changed", "broken"
_USAGE = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SignatureSeen:
    """One signature, oldest first. `signed_at` is what the signer states, None where nothing is stated.

    `state`: WHOLE, ADDED (others signed or filled in after, as a PDF allows), CHANGED (something else came
    after it), BROKEN (what was signed is not what is there). `root`: the trusted root that vouches, or "".
    """

    signer: str
    organisation: str
    issuer: str
    serial: str
    sha256: str
    signed_at: datetime | None
    state: str
    root: str
    is_in_time: bool

    @property
    def is_intact(self) -> bool:
        return self.state in {WHOLE, ADDED}

    @property
    def is_good(self) -> bool:
        """Whether one may rely on it: intact, and by a certificate that was valid and is vouched for."""
        return self.is_intact and bool(self.root)


def check_pdf(*, content: bytes) -> list[SignatureSeen]:
    """The signatures, in the order they were made; none where nobody signed.

    Raises NotDone for what is no readable PDF, is encrypted, or has more than 20 signatures.
    """
    try:
        reader = PdfFileReader(io.BytesIO(content))
        if reader.encrypted:
            raise NotDone(_ENCRYPTED)
        found = list(reader.embedded_regular_signatures)
    except (*_DAMAGED, RecursionError) as problem:
        raise NotDone(_UNREADABLE) from problem
    if len(found) > MOST_SIGNATURES:
        raise NotDone(Refused("too_many_signatures", _TOO_MANY, {"most": MOST_SIGNATURES}))
    return list(_each(found))


_DAMAGED = (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError)
_ENCRYPTED = Refused(
    "pdf_encrypted", N_("Tệp PDF có mật khẩu nên không xem được chữ ký. Hãy chọn bản không mật khẩu.")
)
_UNREADABLE = Refused("pdf_unreadable", N_("Tệp này không phải PDF hoặc đã hỏng. Hãy chọn tệp khác."))
_TOO_MANY = N_("Tệp có hơn %(most)s chữ ký, không kiểm tra ở đây được.")


def _each(found: list[EmbeddedPdfSignature]) -> Iterator[SignatureSeen]:
    for signature in found:
        try:
            yield _seen(signature)
        except (SignatureValidationError, *_DAMAGED, RecursionError) as problem:
            _log.info("signature.unreadable", why=type(problem).__name__)
            yield SignatureSeen("", "", "", "", "", None, BROKEN, "", False)


def _seen(signature: EmbeddedPdfSignature) -> SignatureSeen:
    stated = signature.self_reported_timestamp
    status = asyncio.run(
        async_validate_pdf_signature(
            signature,
            signer_validation_context=_context(stated),
            key_usage_settings=_USAGE,
        )
    )
    own = signature.signer_cert
    return SignatureSeen(
        signer=name_of(own.subject),
        organisation=organisation_of(own.subject),
        issuer=name_of(own.issuer),
        serial=f"{own.serial_number:x}",
        sha256=own.sha256.hex(),
        signed_at=stated,
        state=_state(status),
        root=_root(status),
        is_in_time=stated is not None and own.not_valid_before <= stated < own.not_valid_after,
    )


def _context(stated: datetime | None) -> ValidationContext:
    return ValidationContext(
        trust_roots=list(trusted_roots()), moment=stated, allow_fetching=False, revocation_mode="soft-fail"
    )


def _state(status: PdfSignatureStatus) -> str:
    if not (status.intact and status.valid):
        return BROKEN
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return WHOLE
    # Others may have signed or filled a form in since: what they may not do is change what was there.
    level = status.modification_level
    fine = level is not None and level in {
        ModificationLevel.NONE,
        ModificationLevel.LTA_UPDATES,
        ModificationLevel.FORM_FILLING,
    }
    if status.coverage == SignatureCoverageLevel.ENTIRE_REVISION and fine and status.docmdp_ok:
        return ADDED
    return CHANGED


def _root(status: PdfSignatureStatus) -> str:
    if not status.trusted or status.validation_path is None:
        return ""
    return name_of(status.validation_path.first.subject)
