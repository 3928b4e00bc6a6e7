"""Who may sign what with which certificate (Luật Giao dịch điện tử 2005 Art. 22, 24; NĐ 130/2018 Art. 9).

An agency's certificate signs the forms the agency issues; an officer's signs results of the agency where
the officer holds a role that signs.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.kit.refusal import Refused
from motcua.kit.words import N_

SIGNING_ROLES = frozenset({"leader", "unit_head"})
WARN_BEFORE = timedelta(days=30)
VALID, SOON, EXPIRED, NOT_YET = "valid", "soon", "expired", "not_yet"


@dataclass(frozen=True, slots=True)
class Certificate:
    """`agency` and `officer` are ids, `officer` None for an agency's own; naive local datetimes."""

    agency: int
    officer: int | None
    valid_from: datetime
    valid_until: datetime
    ended_at: datetime | None = None


def standing_of(certificate: Certificate, now: datetime) -> str:
    """VALID, SOON (to end within 30 days), EXPIRED or NOT_YET."""
    if now < certificate.valid_from:
        return NOT_YET
    if now >= certificate.valid_until:
        return EXPIRED
    return SOON if now + WARN_BEFORE >= certificate.valid_until else VALID


def check_certificate(certificate: Certificate | None, at: datetime) -> Refused | None:
    """Whether anything may be signed with it at that instant."""
    if certificate is None or (certificate.ended_at is not None and certificate.ended_at <= at):
        return Refused(
            "no_certificate",
            N_("Chưa có chứng thư số nào được gán để ký. Hãy nhờ quản trị gán ở trang Chứng thư số."),
        )
    if at < certificate.valid_from:
        return Refused("certificate_not_yet", N_("Chứng thư số chưa đến ngày có hiệu lực."))
    if at >= certificate.valid_until:
        return Refused(
            "certificate_expired",
            N_("Chứng thư số đã hết hạn ngày %(on)s. Hãy gia hạn với nơi cấp rồi nhờ quản trị gán lại."),
            {"on": f"{certificate.valid_until:%d/%m/%Y}"},
        )
    return None


def check_form_signature(certificate: Certificate | None, *, agency: int, at: datetime) -> Refused | None:
    """A form issued by `agency` bears that agency's own signature and no other."""
    if refused := check_certificate(certificate, at):
        return refused
    if certificate is not None and (certificate.agency != agency or certificate.officer is not None):
        return _another_agency()
    return None


def check_result_signature(
    certificate: Certificate | None,
    *,
    signer: int,
    roles: Collection[str],
    agency: int,
    at: datetime,
) -> Refused | None:
    """`roles`: what the signer holds at `agency`, whose result it is, on that day."""
    if refused := check_certificate(certificate, at):
        return refused
    if certificate is not None and certificate.officer != signer:
        return Refused("not_ones_own", N_("Mỗi người chỉ ký bằng chứng thư số của chính mình."))
    if certificate is not None and certificate.agency != agency:
        return _another_agency()
    if not SIGNING_ROLES.intersection(roles):
        return Refused("no_signing_role", N_("Chỉ lãnh đạo cơ quan hoặc lãnh đạo đơn vị được ký số kết quả."))
    return None


def _another_agency() -> Refused:
    return Refused(
        "another_agency", N_("Chứng thư số này là của cơ quan khác, không ký được văn bản của cơ quan này.")
    )
