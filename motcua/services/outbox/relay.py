"""Sends what the outbox holds, in order for each dossier, at least once; the receiver makes it exactly once.

No transaction is open while the outside world is spoken to.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from cryptography.exceptions import InvalidTag

from motcua.gateways.errors import Faulty, GatewayError, Refused, Unreachable
from motcua.records.outbox.models import Message
from motcua.records.sealing import open_bytes
from motcua.services.outbox._queue import (
    LEASE,
    claim,
    give_back,
    mark_acknowledged,
    mark_failed,
    mark_refused,
    park_followers,
)
from motcua.services.outbox.backoff import Breaker, wait_after

# About a day of hourly tries at one message while others get through: then a person has to look.
MOST_FAULTS = 30

_log = structlog.get_logger()

Send = Callable[[Message, Mapping[str, Any]], str]
"""Sends a message with its opened payload and returns the acknowledgement; raises a GatewayError."""


@dataclass(slots=True)
class Relay:
    """What one worker needs to send: who sends where, the machine's clock, randomness, when to stop."""

    senders: Mapping[str, Send]
    now: Callable[[], datetime]
    jitter: Callable[[], float]
    keep_going: Callable[[], bool] = lambda: True
    lease: timedelta = LEASE
    breakers: dict[str, Breaker] = field(default_factory=dict)


def relay_messages(relay: Relay) -> int:
    """Sends everything that is due to every destination that has a sender; how many were acknowledged.

    Rows to a destination without a sender (none is configured) wait.
    """
    return sum(_relay_to(destination, relay) for destination in relay.senders)


def _relay_to(destination: str, relay: Relay) -> int:
    breaker = relay.breakers.setdefault(destination, Breaker())
    sent = 0
    while relay.keep_going() and not breaker.is_open(relay.now()):
        batch = claim(destination, now=relay.now(), lease=relay.lease)
        if not batch:
            park_followers(destination, now=relay.now())
            return sent
        sent += _send_batch(batch, breaker, relay)
    return sent


def _send_batch(batch: list[Message], breaker: Breaker, relay: Relay) -> int:
    sent = 0
    for place, message in enumerate(batch):
        if breaker.is_open(relay.now()) or not relay.keep_going():
            give_back(batch[place:])
            break
        sent += _send_one(message, breaker, relay)
    return sent


def _send_one(message: Message, breaker: Breaker, relay: Relay) -> int:
    try:
        acknowledgement = _tried(relay.senders[message.destination], message)
    except Refused as problem:
        # A clear answer is a sign of life.
        breaker.worked()
        mark_refused(message, str(problem), now=relay.now())
        _tell("outbox.refused", message, problem)
    except GatewayError as problem:
        _failed(message, problem, breaker, relay)
    else:
        breaker.worked()
        mark_acknowledged(message, acknowledgement, now=relay.now())
        return 1
    return 0


def _failed(message: Message, problem: GatewayError, breaker: Breaker, relay: Relay) -> None:
    now, jitter = relay.now(), relay.jitter()
    breaker.failed(now, jitter, is_sure=isinstance(problem, Unreachable))
    if isinstance(problem, Faulty) and message.attempt_count >= MOST_FAULTS:
        mark_refused(message, f"{message.attempt_count} × {problem}", now=now)
        _tell("outbox.given_up", message, problem)
        return
    again_at = now + wait_after(message.attempt_count, jitter)
    mark_failed(message, str(problem), try_again_at=again_at)
    _tell("outbox.failed", message, problem)


def _tried(send: Send, message: Message) -> str:
    try:
        return send(message, _opened(message))
    except GatewayError:
        raise
    except Exception as bug:
        # One message nobody foresaw must not hold up all the others.
        _log.exception("outbox.bug", message=message.pk, key=message.key)
        raise Faulty(f"{type(bug).__name__}: {bug}") from bug


def _opened(message: Message) -> Mapping[str, Any]:
    """The payload as it was posted; what was changed since is not sent to anybody."""
    try:
        plain = open_bytes(message.sealed, "message.sealed")
    except (InvalidTag, LookupError) as problem:
        raise Refused("the stored message does not open: run motcua verify") from problem
    if hashlib.sha256(plain).hexdigest() != message.payload_hash:
        raise Refused("the stored message is not the one that was posted: run motcua verify")
    payload: Mapping[str, Any] = json.loads(plain)
    return payload


def _tell(event: str, message: Message, problem: Exception) -> None:
    _log.warning(
        event, message=message.pk, key=message.key, attempt=message.attempt_count, problem=str(problem)
    )
