"""services/outbox/relay: what goes out, in which order, and what every kind of failure does to it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings

from motcua.gateways.errors import Faulty, Refused, Unreachable
from motcua.gateways.national_portal.double import Fault, Portal, running_portal
from motcua.records.dossiers.models import Dossier
from motcua.records.outbox.models import Message
from motcua.services.dossiers._write import write_dossier
from motcua.services.errors import NotDone
from motcua.services.outbox import _queue
from motcua.services.outbox.backoff import FAULTS_THAT_OPEN, LONGEST_WAIT, Breaker, wait_after
from motcua.services.outbox.post import NATIONAL_PORTAL, Outgoing
from motcua.services.outbox.relay import MOST_FAULTS, Relay, relay_messages
from motcua.services.outbox.resend import resend_messages
from motcua.services.outbox.senders import configured_senders
from tests.cast import MONDAY, Cast, filed

START = datetime(2030, 1, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class World:
    """A receiver in a list, a clock we turn, and a relay between them."""

    def __init__(self) -> None:
        self.time = START
        self.got: list[tuple[str, int]] = []
        self.troubles: dict[tuple[str, int], list[Exception]] = {}
        self.relay = Relay(senders={NATIONAL_PORTAL: self.send}, now=lambda: self.time, jitter=lambda: 0.5)

    def send(self, message: Message, payload: Mapping[str, Any]) -> str:
        told = (message.dossier.tracking_code, message.version)
        if waiting := self.troubles.get(told):
            raise waiting.pop(0)
        self.got.append(told)
        return f"ack {message.version}"

    def trouble(self, dossier: Dossier, version: int, *problems: Exception) -> None:
        self.troubles[(dossier.tracking_code, version)] = list(problems)

    def run(self, after: timedelta = timedelta()) -> int:
        self.time += after
        return relay_messages(self.relay)

    def versions(self, dossier: Dossier) -> list[int]:
        return [version for code, version in self.got if code == dossier.tracking_code]


@pytest.fixture
def world() -> World:
    return World()


def _tell(dossier: Dossier, count: int = 1) -> None:
    """`count` more changes of the dossier, each told to the portal."""
    for _ in range(count):
        told = Outgoing(NATIONAL_PORTAL, "dossier.status", {"n": dossier.version})
        with transaction.atomic():
            write_dossier(dossier, event="test", by=None, at=MONDAY, messages=[told])


def _message(dossier: Dossier, version: int) -> Message:
    return Message.objects.get(dossier=dossier, version=version)


def test_messages_go_out_in_the_order_of_versions_and_are_acknowledged(cast: Cast, world: World) -> None:
    dossier = filed(cast)
    _tell(dossier, 3)
    assert world.run() == 4
    assert world.versions(dossier) == [1, 2, 3, 4]
    last = _message(dossier, 4)
    assert (last.acknowledgement, last.acknowledged_at, last.next_attempt_at) == ("ack 4", START, None)
    assert world.run() == 0


def test_a_version_never_overtakes_an_unacknowledged_one(cast: Cast, world: World) -> None:
    dossier, other = filed(cast), filed(cast, by="binh")
    _tell(dossier, 2)
    world.trouble(dossier, 1, Faulty("HTTP 503"))
    assert world.run() == 1
    assert world.versions(other) == [1]
    assert world.run(timedelta(seconds=4)) == 0
    assert world.run(timedelta(seconds=2)) == 3
    assert world.versions(dossier) == [1, 2, 3]


def test_a_refused_message_parks_its_own_dossier_and_no_other(cast: Cast, world: World) -> None:
    dossier, other = filed(cast), filed(cast, by="binh")
    _tell(dossier, 2)
    world.trouble(dossier, 2, Refused("9: Mã TTHC không tồn tại"))
    world.run()
    assert world.versions(dossier) == [1]
    assert world.versions(other) == [1]
    parked, behind = _message(dossier, 2), _message(dossier, 3)
    assert (parked.refused_at, parked.problem) == (START, "9: Mã TTHC không tồn tại")
    assert parked.next_attempt_at is behind.next_attempt_at is None
    _tell(other)
    assert world.run(timedelta(days=1)) == 1


def test_resending_sends_the_parked_ones_in_order(cast: Cast, world: World) -> None:
    dossier = filed(cast)
    _tell(dossier, 2)
    world.trouble(dossier, 1, Refused("no"))
    world.run()
    count = resend_messages(
        dossier=dossier, destination=NATIONAL_PORTAL, by=cast.tuan, at=MONDAY, now=world.time
    )
    assert count == 3
    assert world.run() == 3
    assert world.versions(dossier) == [1, 2, 3]


def test_there_is_nothing_to_resend_where_nothing_is_parked(cast: Cast, world: World) -> None:
    dossier = filed(cast)
    with pytest.raises(NotDone, match="nothing_parked"):
        resend_messages(dossier=dossier, destination=NATIONAL_PORTAL, by=cast.tuan, at=MONDAY, now=world.time)


def test_a_portal_that_does_not_answer_is_left_alone_for_a_while(cast: Cast, world: World) -> None:
    dossiers = [filed(cast), filed(cast, by="binh"), filed(cast)]
    for dossier in dossiers:
        world.trouble(dossier, 1, Unreachable("down"))
    assert world.run() == 0
    # One call was enough to know; the two others were given back untried.
    assert sum(len(left) for left in world.troubles.values()) == 2
    assert sorted(Message.objects.values_list("attempt_count", flat=True)) == [0, 0, 1]
    assert not Message.objects.exclude(lease="").exists()
    assert world.run(timedelta(seconds=1)) == 0
    assert sum(len(left) for left in world.troubles.values()) == 2


def test_faults_in_a_row_open_the_breaker_too(cast: Cast, world: World) -> None:
    for _ in range(FAULTS_THAT_OPEN + 2):
        world.trouble(filed(cast), 1, Faulty("HTTP 500"))
    world.run()
    assert sum(len(left) for left in world.troubles.values()) == 2


def test_a_message_that_always_fails_is_parked_for_a_person_to_look_at(cast: Cast, world: World) -> None:
    dossier = filed(cast)
    world.trouble(dossier, 1, *[Faulty("HTTP 500")] * MOST_FAULTS)
    for _ in range(MOST_FAULTS):
        _tell(filed(cast))  # something else gets through, so the breaker stays closed
        world.run(timedelta(hours=2))
    assert _message(dossier, 1).refused_at is not None
    assert _message(dossier, 1).problem == f"{MOST_FAULTS} × HTTP 500"


def test_a_bug_met_by_one_message_does_not_hold_up_the_others(cast: Cast, world: World) -> None:
    dossier, other = filed(cast), filed(cast, by="binh")
    world.trouble(dossier, 1, KeyError("channel"))
    assert world.run() == 1
    assert world.versions(other) == [1]
    assert "KeyError" in _message(dossier, 1).problem


def test_a_payload_changed_in_the_database_is_sent_to_nobody(cast: Cast, world: World) -> None:
    dossier, other = filed(cast), filed(cast, by="binh")
    sealed = bytearray(_message(dossier, 1).sealed)
    sealed[-1] ^= 1
    Message.objects.filter(dossier=dossier).update(sealed=bytes(sealed))
    Message.objects.filter(dossier=other).update(payload_hash=hashlib.sha256(b"{}").hexdigest())
    assert world.run() == 0
    assert "motcua verify" in _message(dossier, 1).problem
    assert "not the one that was posted" in _message(other, 1).problem


def test_two_workers_never_send_the_same_message(cast: Cast, world: World) -> None:
    filed(cast)
    mine = _queue.claim(NATIONAL_PORTAL, now=START)
    assert len(mine) == 1
    assert world.run() == 0


def test_what_a_dead_worker_had_claimed_is_sent_when_its_lease_ends(cast: Cast, world: World) -> None:
    dossier = filed(cast)
    _queue.claim(NATIONAL_PORTAL, now=START)
    assert world.run(_queue.LEASE) == 0
    assert world.run(timedelta(seconds=1)) == 1
    assert _message(dossier, 1).attempt_count == 2


def test_a_worker_that_lost_its_lease_cannot_undo_what_the_next_one_did(cast: Cast, world: World) -> None:
    dossier = filed(cast)
    (stale,) = _queue.claim(NATIONAL_PORTAL, now=START)
    world.run(_queue.LEASE + timedelta(seconds=1))
    _queue.mark_failed(stale, "too late", try_again_at=START)
    _queue.mark_refused(stale, "too late", now=START)
    assert _message(dossier, 1).acknowledgement == "ack 1"
    assert _message(dossier, 1).refused_at is None


def test_rows_to_a_destination_nobody_configured_wait(cast: Cast, settings: Settings) -> None:
    settings.MOTCUA_NATIONAL_PORTAL = ""
    dossier = filed(cast)
    relay = Relay(senders=configured_senders(), now=lambda: START, jitter=lambda: 0.5)
    assert relay_messages(relay) == 0
    assert _message(dossier, 1).attempt_count == 0


def test_a_stopping_worker_gives_its_claims_back(cast: Cast, world: World) -> None:
    for _ in range(4):
        filed(cast)
    world.relay.keep_going = lambda: len(world.got) < 2
    assert world.run() == 2
    assert not Message.objects.exclude(lease="").exists()


@pytest.fixture
def portal(settings: Settings) -> Iterator[Portal]:
    with running_portal() as (address, portal):
        settings.MOTCUA_NATIONAL_PORTAL = address
        yield portal


def _relay_for_real(clock: Callable[[], datetime]) -> int:
    return relay_messages(Relay(senders=configured_senders(), now=clock, jitter=lambda: 0.5))


def test_the_portal_hears_of_a_filed_dossier_in_its_own_words(cast: Cast, portal: Portal) -> None:
    dossier = filed(cast)
    assert _relay_for_real(lambda: START) == 1
    record = portal.records[dossier.tracking_code]
    assert record["TrangThaiHoSo"] == "1"
    assert record["MaTTHC"] == "1.004873"
    assert record["DonViXuLy"] == "UBND xã Phong Thủy"
    assert _message(dossier, 1).acknowledgement == "DVCQG-00000001"


def test_an_answer_lost_after_the_portals_commit_is_one_effect(cast: Cast, portal: Portal) -> None:
    filed(cast)
    portal.script(Fault("drop_after_commit"))
    assert _relay_for_real(lambda: START) == 0
    assert _relay_for_real(lambda: START + timedelta(minutes=1)) == 1
    assert len(portal.effects) == 1


def test_waiting_doubles_up_to_an_hour_and_is_spread_by_the_jitter() -> None:
    seconds = [wait_after(attempt, 0.5).total_seconds() for attempt in (1, 2, 3, 10, 11, 1000)]
    assert seconds == [5, 10, 20, 2560, 3600, 3600]
    assert wait_after(1, 0.0) == timedelta(seconds=2.5)
    assert wait_after(99, 0.999) < LONGEST_WAIT * 1.5


def test_a_breaker_closes_with_the_first_success() -> None:
    breaker = Breaker()
    breaker.failed(START, 0.5, is_sure=True)
    assert breaker.is_open(START + timedelta(seconds=4))
    assert not breaker.is_open(START + timedelta(seconds=5))
    breaker.worked()
    assert not breaker.is_open(START)
