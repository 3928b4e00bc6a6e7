"""The second factor: secrets sealed for rest, a code good once, five tries in fifteen minutes."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.db.models import Q
from django.utils.crypto import constant_time_compare

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.people.models import Account
from motcua.records.sealing import open_bytes, seal_bytes
from motcua.services.errors import NotDone
from motcua.services.people.throttle import SECOND_FACTOR, begin_try, end_well
from motcua.services.people.verify_password import LOCKED

_PURPOSE = "authenticator.secret"
WRONG_CODE = Refused(
    "wrong_code",
    N_(
        "Mã không đúng hoặc đã dùng. Hãy nhập mã 6 chữ số đang hiện trong ứng dụng, "
        "hoặc một mã dự phòng chưa dùng."
    ),
)


def seal_secret(secret: str) -> str:
    """A TOTP secret or the seed of recovery codes, as text for the authenticator's JSON."""
    return base64.b64encode(seal_bytes(secret.encode(), _PURPOSE)).decode()


def open_secret(sealed: str) -> str:
    return open_bytes(base64.b64decode(sealed), _PURPOSE).decode()


def verify_code(*, account: Account, code: str, address: str, at: datetime) -> Authenticator:
    """The authenticator whose code this is, now spent; else NotDone. `at`: the machine's time."""
    counted = begin_try(kind=SECOND_FACTOR, account=str(account.pk), address=address, at=at)
    if not counted.is_allowed:
        raise NotDone(LOCKED)
    typed = code.replace(" ", "")
    for authenticator in Authenticator.objects.filter(user=account):
        if _takes(authenticator, typed, at):
            end_well(counted)
            return authenticator
    raise NotDone(WRONG_CODE)


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The 30-second step whose code this is: now's, or a neighbour's for a clock that is a little off."""
    now = int(at.timestamp()) // settings.MFA_TOTP_PERIOD
    for step in (now, now - 1, now + 1):
        if constant_time_compare(format_hotp_value(hotp_value(secret, step)), code):
            return step
    return None


def _takes(authenticator: Authenticator, code: str, at: datetime) -> bool:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return bool(authenticator.wrap().validate_code(code))
    step = step_of(open_secret(authenticator.data["secret"]), code, at)
    return step is not None and _spend(authenticator, step)


def _spend(authenticator: Authenticator, step: int) -> bool:
    """Uses up this step and all before it (RFC 6238, 5.2): of two at once, one wins."""
    stamp = datetime.fromtimestamp(step * settings.MFA_TOTP_PERIOD, UTC)
    unspent = Q(last_used_at__isnull=True) | Q(last_used_at__lt=stamp)
    return bool(Authenticator.objects.filter(unspent, pk=authenticator.pk).update(last_used_at=stamp))
