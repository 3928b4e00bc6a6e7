"""Whether somebody who has a dossier's code also knows its look-up secret (TT 01/2018 Art. 16.2d)."""

from __future__ import annotations

import hmac
from datetime import datetime

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.facts.content import secret_hash
from motcua.services.errors import NotDone
from motcua.services.people.throttle import LOOK_UP, begin_try, end_well

WRONG_SECRET = Refused(
    "wrong_secret", N_("Mã bí mật không đúng. Mã in trên giấy tiếp nhận hồ sơ, gồm 10 chữ cái và số.")
)
LOCKED = Refused("locked", N_("Đã sai nhiều lần nên tạm khoá tra cứu. Hãy chờ 15 phút rồi thử lại."))


def verify_secret(*, dossier: Dossier, secret: str, address: str, at: datetime) -> None:
    """Says nothing where the secret opens this dossier; else NotDone(WRONG_SECRET or LOCKED).

    Pages and API count in the same place, so five wrong tries at either door close both. `at` is the
    machine's time, `address` where the try comes from.
    """
    counted = begin_try(kind=LOOK_UP, account=dossier.tracking_code, address=address, at=at)
    if not counted.is_allowed:
        raise NotDone(LOCKED, {"secret": LOCKED})
    if not hmac.compare_digest(secret_hash(secret), dossier.secret_hash):
        raise NotDone(WRONG_SECRET, {"secret": WRONG_SECRET})
    end_well(counted)
