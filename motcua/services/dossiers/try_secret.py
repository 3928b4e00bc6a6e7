"""Tries a look-up secret on a dossier: five wrong ones in fifteen minutes lock it for that while."""

from __future__ import annotations

import hmac
from datetime import datetime

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers._sealed import secret_hash
from motcua.services.errors import NotDone
from motcua.services.people.throttle import LOOK_UP, begin_try, end_well


def try_secret(*, dossier: Dossier, secret: str, address: str, at: datetime) -> bool:
    """Whether the secret opens this dossier; raises NotDone `locked` after too many wrong ones.

    `at` is the machine's time, `address` where the try comes from.
    """
    counted = begin_try(kind=LOOK_UP, account=dossier.tracking_code, address=address, at=at)
    if not counted.is_allowed:
        raise NotDone(Refused("locked", N_("Mã bí mật đã gõ sai nhiều lần. Hãy thử lại sau 15 phút.")))
    if not hmac.compare_digest(secret_hash(secret), dossier.secret_hash):
        return False
    end_well(counted)
    return True
