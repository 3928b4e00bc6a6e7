"""An administrator gives an agency, or an officer there, the certificate they sign with, or ends it."""

from __future__ import annotations

from datetime import datetime

from asn1crypto import x509
from django.db import transaction

from motcua.gateways.remote_signing.client import Credential
from motcua.kit.instants import local_date
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.agencies.models import Agency
from motcua.records.people.models import Account
from motcua.records.signing.models import SigningCertificate, SigningLeave
from motcua.rules.signatures import SIGNING_ROLES
from motcua.services.absences.record_absence import roles_at
from motcua.services.errors import NotDone
from motcua.services.journal.configuration_stream import record_configuration
from motcua.services.signing.service import in_words, signing_service
from motcua.services.signing.sign_pdf import MECHANISMS
from motcua.services.signing.trust import name_of, organisation_of, write_chain

_LONGEST = 120


def assign_certificate(
    *, credential_id: str, agency: Agency, officer: Account | None, by: Account | None, at: datetime
) -> SigningCertificate:
    """The credential signs for `agency` from now on: as its own, or as that officer's there.

    What signed for them before is ended. Raises NotDone where the service does not know the credential, its
    certificate is not valid now, or the officer holds no role there that signs. Not inside a transaction.
    """
    if not credential_id or len(credential_id) > _LONGEST:
        raise _no("credential_id", Refused("no_credential", N_("Hãy nhập mã khóa ký ở dịch vụ ký số.")))
    if officer is not None and not SIGNING_ROLES & roles_at(officer, agency, local_date(at)):
        raise _no(
            "officer",
            Refused("no_signing_role", N_("Người này không giữ vai trò lãnh đạo ở cơ quan đã chọn.")),
        )
    with in_words():
        service = signing_service()
        credential = service.credential(credential_id)
    made = _described(credential, place=service.place)
    _check(credential, made, officer, at)
    made.agency, made.officer, made.assigned_at, made.assigned_by = agency, officer, at, by
    with transaction.atomic():
        for former in SigningCertificate.objects.filter(agency=agency, officer=officer, ended_at=None):
            end_certificate(certificate=former, by=by, at=at)
        made.save(force_insert=True)
        data = {
            "certificate": made.pk,
            "agency": agency.pk,
            "officer": officer.pk if officer else None,
            "sha256": made.sha256,
        }
        record_configuration(
            kind="configuration.certificate_assigned", at=at, actor=by.pk if by else None, data=data
        )
    return made


def end_certificate(*, certificate: SigningCertificate, by: Account | None, at: datetime) -> None:
    """Nothing more is signed with it; what it has signed stands."""
    with transaction.atomic():
        ended = SigningCertificate.objects.filter(pk=certificate.pk, ended_at=None)
        if ended.update(ended_at=at, ended_by=by):
            SigningLeave.objects.filter(certificate=certificate).delete()
            data = {"certificate": certificate.pk}
            record_configuration(
                kind="configuration.certificate_ended", at=at, actor=by.pk if by else None, data=data
            )


def _described(credential: Credential, *, place: str) -> SigningCertificate:
    own = x509.Certificate.load(credential.chain[0])
    known = [one for one in credential.algorithms if one in MECHANISMS]
    if not known:
        raise _no("credential_id", Refused("unknown_algorithm", N_("Khóa này dùng thuật toán chưa hỗ trợ.")))
    return SigningCertificate(
        credential_id=credential.id,
        place=place[:120],
        name=name_of(own.subject)[:200],
        organisation=organisation_of(own.subject)[:200],
        issuer=name_of(own.issuer)[:300],
        serial=f"{own.serial_number:x}"[:64],
        sha256=own.sha256.hex(),
        chain=write_chain(credential.chain),
        algorithm=known[0],
        valid_from=own.not_valid_before,
        valid_until=own.not_valid_after,
        needs_pin=credential.needs_pin,
        needs_otp=credential.needs_otp,
    )


def _check(credential: Credential, made: SigningCertificate, officer: Account | None, at: datetime) -> None:
    if not credential.is_enabled or not made.valid_from <= at < made.valid_until:
        raise _no(
            "credential_id",
            Refused("certificate_not_valid", N_("Chứng thư số này không còn hoặc chưa có hiệu lực.")),
        )
    if officer is None and (made.needs_pin or made.needs_otp):
        raise _no(
            "credential_id",
            Refused(
                "agency_key_asks",
                N_("Khóa của cơ quan phải ký được không cần mã PIN, vì hệ thống ký khi không có ai ngồi đó."),
            ),
        )
    if officer is not None and not (made.needs_pin or made.needs_otp):
        raise _no(
            "credential_id",
            Refused(
                "officer_key_open",
                N_("Khóa của cá nhân phải hỏi mã PIN hoặc mã dùng một lần, để không ai ký thay."),
            ),
        )


def _no(field: str, refused: Refused) -> NotDone:
    return NotDone(refused, {field: refused})
