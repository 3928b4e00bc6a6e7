"""A call with an Idempotency-Key is done once: the same key and body get the same answer for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Idempotency
from motcua.records.sealing import open_sealed, seal
from motcua.services.errors import NotDone

_PURPOSE = "idempotency.sealed_answer"
# A claim whose process died is taken over after this; no verb runs anywhere near as long.
_GIVEN_UP_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status and a JSON body."""

    status: int
    body: Mapping[str, Any]


def do_once(*, caller: str, key: str, body: bytes, at: datetime, act: Callable[[], Answer]) -> Answer:
    """Runs `act` unless this caller's key has run: then gives the answer given before.

    The answer is written in the transaction of the verb, so that a crash leaves neither or both. `at`
    is the machine's time. Raises NotDone `key_reused` for another body, `in_progress` while the first
    still runs; where `act` raises, the key is free again.
    """
    body_hash = hashlib.sha256(body).hexdigest()
    claim, is_new = Idempotency.objects.get_or_create(
        caller=caller, key=key, defaults={"body_hash": body_hash, "at": at}
    )
    if not is_new:
        given = _earlier(claim, body_hash, at)
        if given is not None:
            return given
    try:
        with transaction.atomic():
            answer = act()
            Idempotency.objects.filter(pk=claim.pk).update(
                status=answer.status, sealed_answer=seal(answer.body, _PURPOSE)
            )
    except BaseException:
        Idempotency.objects.filter(pk=claim.pk, status=None).delete()
        raise
    return answer


def _earlier(claim: Idempotency, body_hash: str, at: datetime) -> Answer | None:
    """The answer given before; None where the claim's process died and we took it over."""
    if claim.body_hash != body_hash:
        raise NotDone(
            Refused(
                "key_reused", N_("Khóa Idempotency-Key này đã dùng cho nội dung khác. Hãy dùng khóa mới.")
            )
        )
    if claim.status is not None:
        return Answer(claim.status, open_sealed(claim.sealed_answer, _PURPOSE))
    stale = Idempotency.objects.filter(pk=claim.pk, status=None, at=claim.at, at__lt=at - _GIVEN_UP_AFTER)
    if stale.update(at=at):
        return None
    raise NotDone(
        Refused("in-progress", N_("Yêu cầu trước cùng khóa này còn đang chạy. Hãy thử lại sau giây lát."))
    )
