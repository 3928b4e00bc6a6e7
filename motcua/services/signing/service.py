"""The remote-signing service this installation is connected to, its noes in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local as thread_local

import structlog
from django.conf import settings

from motcua.gateways.errors import GatewayError, Unreachable
from motcua.gateways.remote_signing.client import (
    NO_AUTHORISATION,
    WRONG_OTP,
    WRONG_PIN,
    Denied,
    RemoteSigning,
)
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.services.errors import NotDone

_log = structlog.get_logger()
_kept = thread_local()
_NOES = {
    WRONG_PIN: Refused(
        "wrong_pin", N_("Mã PIN chưa đúng. Hãy nhập lại; nhập sai nhiều lần, nơi cấp sẽ khóa.")
    ),
    WRONG_OTP: Refused("wrong_otp", N_("Mã dùng một lần chưa đúng hoặc đã dùng. Hãy lấy mã mới rồi ký lại.")),
    NO_AUTHORISATION: Refused(
        "leave_over", N_("Phiên ký đã hết hạn hoặc đã dùng hết. Hãy nhập mã PIN để ký tiếp.")
    ),
}
NOT_CONFIGURED = Refused(
    "signing_not_configured", N_("Hệ thống chưa nối với dịch vụ ký số từ xa. Hãy báo quản trị.")
)
DOWN = Refused(
    "signing_down", N_("Dịch vụ ký số không trả lời. Chưa có gì được ký; hãy thử lại sau ít phút.")
)
FAULTY = Refused(
    "signing_faulty",
    N_("Dịch vụ ký số trả lời sai. Chưa có gì được ký; hãy thử lại, nếu vẫn vậy hãy báo quản trị."),
)
# Not about the paper at hand: the next one would fare no better.
SERVICE_TROUBLE = frozenset({NOT_CONFIGURED.code, DOWN.code, FAULTY.code})
_DENIED = Refused(
    "signing_denied", N_("Dịch vụ ký số từ chối yêu cầu này. Hãy báo quản trị kiểm tra chứng thư.")
)


def signing_service() -> RemoteSigning:
    """One connection a thread; raises NotDone where none is configured."""
    address = settings.MOTCUA_REMOTE_SIGNING
    if not address:
        raise NotDone(NOT_CONFIGURED)
    if getattr(_kept, "address", "") != address:
        _kept.address, _kept.service = address, RemoteSigning(address)
    service: RemoteSigning = _kept.service
    return service


@contextmanager
def in_words() -> Iterator[None]:
    """What goes wrong at the service becomes a NotDone that tells people what to do."""
    try:
        yield
    except Denied as no:
        _log.warning("signing.denied", why=str(no))
        raise NotDone(_NOES.get(no.code, _DENIED)) from no
    except Unreachable as problem:
        _log.warning("signing.unreachable", why=str(problem))
        raise NotDone(DOWN) from problem
    except GatewayError as problem:
        _log.warning("signing.faulty", why=str(problem))
        raise NotDone(FAULTY) from problem
