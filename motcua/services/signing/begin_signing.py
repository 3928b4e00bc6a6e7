"""An officer gives PIN or one-time code once, for a number of signatures; neither is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from motcua.kit.instants import local, local_date
from motcua.records.people.models import Account
from motcua.records.sealing import seal_bytes
from motcua.records.signing.models import SigningCertificate, SigningLeave
from motcua.rules.signatures import check_result_signature
from motcua.services.absences.record_absence import roles_at
from motcua.services.errors import NotDone
from motcua.services.journal.account_stream import record_for_account
from motcua.services.signing.certificates import LEAVE, facts_of
from motcua.services.signing.service import in_words, signing_service


def begin_signing(
    *,
    certificate: SigningCertificate | None,
    agency_id: int,
    count: int,
    by: Account,
    at: datetime,
    pin: str = "",
    otp: str = "",
) -> SigningLeave | None:
    """Leave for `count` signatures of `by` on results of that agency; None where the key asks for nothing.

    Raises NotDone where they may not sign there, PIN or code are wrong, or the service does not answer.
    Not inside a transaction: the service is asked.
    """
    may_sign(certificate, agency_id, by=by, at=at)
    if certificate is None or not (certificate.needs_pin or certificate.needs_otp):
        return None
    with in_words():
        given = signing_service().authorise(certificate.credential_id, count=count, pin=pin, otp=otp)
    now = timezone.now()
    with transaction.atomic():
        SigningLeave.objects.filter(certificate=certificate, expires_at__lte=now).delete()
        leave = SigningLeave.objects.create(
            certificate=certificate,
            sealed=seal_bytes(given.secret.encode(), LEAVE),
            left_count=count,
            given_at=at,
            expires_at=now + timedelta(seconds=given.seconds),
        )
        data = {"certificate": certificate.pk, "count": count}
        record_for_account(account=by, kind="account.signing_begun", at=at, data=data)
    return leave


def may_sign(certificate: SigningCertificate | None, agency_id: int, *, by: Account, at: datetime) -> None:
    """Goes on quietly, or raises NotDone with why `by` may not sign results of that agency."""
    refused = check_result_signature(
        facts_of(certificate),
        signer=by.pk,
        roles=roles_at(by, agency_id, local_date(at)),
        agency=agency_id,
        at=local(at),
    )
    if refused:
        raise NotDone(refused)
