"""Which certificate signs for an agency, or for an officer there, and how its key is reached."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from motcua.gateways.remote_signing.client import NO_AUTHORISATION, Denied
from motcua.kit.instants import local
from motcua.records.people.models import Account
from motcua.records.sealing import open_bytes
from motcua.records.signing.models import SigningCertificate, SigningLeave
from motcua.rules.signatures import Certificate
from motcua.services.signing.service import in_words, signing_service
from motcua.services.signing.sign_pdf import SigningKey
from motcua.services.signing.trust import read_chain

LEAVE = "signing_leave.sealed"
# The service counts by its own clock: a leave is not used in its last moments.
_MARGIN = timedelta(seconds=10)


def agency_certificate(agency_id: int) -> SigningCertificate | None:
    """The agency's own, in use."""
    return SigningCertificate.objects.filter(agency=agency_id, officer=None, ended_at=None).first()


def officer_certificate(account: Account, agency_id: int) -> SigningCertificate | None:
    """The officer's for what they sign at that agency, in use."""
    return SigningCertificate.objects.filter(agency=agency_id, officer=account, ended_at=None).first()


def facts_of(certificate: SigningCertificate | None) -> Certificate | None:
    """As the rules look at it."""
    if certificate is None:
        return None
    return Certificate(
        agency=certificate.agency_id,
        officer=certificate.officer_id,
        valid_from=local(certificate.valid_from),
        valid_until=local(certificate.valid_until),
        ended_at=local(certificate.ended_at) if certificate.ended_at else None,
    )


def key_of(certificate: SigningCertificate) -> SigningKey:
    """The key behind the certificate. An agency's is opened by our own sign-in, signature by signature; an
    officer's by the leave they gave. Every call goes to the service: never inside a transaction."""

    def sign_hash(digest: bytes) -> bytes:
        with in_words():
            service = signing_service()
            sad = _leave_of(certificate)
            try:
                return service.sign_hashes(
                    certificate.credential_id, [digest], sad=sad, algorithm=certificate.algorithm
                )[0]
            except Denied as no:
                if no.code == NO_AUTHORISATION:
                    SigningLeave.objects.filter(certificate=certificate).delete()
                raise

    return SigningKey(read_chain(certificate.chain.encode()), certificate.algorithm, sign_hash)


def _leave_of(certificate: SigningCertificate) -> str:
    if not (certificate.needs_pin or certificate.needs_otp):
        return signing_service().authorise(certificate.credential_id, count=1).secret
    living = SigningLeave.objects.filter(
        certificate=certificate, left_count__gt=0, expires_at__gt=timezone.now() + _MARGIN
    ).order_by("-pk")
    for leave in living:
        if living.filter(pk=leave.pk).update(left_count=F("left_count") - 1):
            return open_bytes(leave.sealed, LEAVE).decode()
    raise Denied(NO_AUTHORISATION, "no leave is left")
