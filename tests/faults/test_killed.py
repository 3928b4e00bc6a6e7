"""kill -9 at every point of filing, receiving, relaying, sealing, rotating keys: nothing promised is lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from motcua.gateways.national_portal.double import Fault, running_portal
from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import StoredFile
from motcua.records.files.vault import files_folder
from motcua.records.journal.models import Entry, Leaf, Seal
from motcua.records.outbox.models import Message
from motcua.services.dossiers.receive import receive_dossier
from motcua.services.files.store_file import store_own_file
from motcua.services.files.sweep_orphans import OLD_ENOUGH, sweep_orphans
from motcua.services.journal import seal_entries as sealer
from motcua.services.journal.configuration_stream import record_configuration
from motcua.services.journal.seal_entries import seal_entries
from motcua.services.keys.rotate_data_key import reseal_everything, rotate_data_key
from motcua.services.outbox._queue import LEASE
from motcua.services.outbox.relay import Relay, relay_messages
from motcua.services.outbox.senders import configured_senders
from motcua.services.verification.verify import verify
from tests.cast import MONDAY, Cast, filed
from tests.faults.killing import killed_at_every_point

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def _problems() -> dict[str, list[str]]:
    return {check.name: check.problems for check in verify().checks if check.problem_count}


def test_filing_is_whole_or_has_not_happened(house: Path, cast: Cast, real_files: None) -> None:
    known: set[str] = set()
    for acknowledged in killed_at_every_point(lambda: filed(cast).tracking_code):
        codes = set(Dossier.objects.values_list("tracking_code", flat=True))
        assert codes >= known | ({acknowledged} if acknowledged else set())
        assert len(codes - known) <= 1
        known = codes
    assert _problems() == {}
    for dossier in Dossier.objects.all():
        assert [task.step for task in dossier.tasks.all()] == ["intake"]
        assert dossier.messages.count() == 1
        assert dossier.ticket
        assert dossier.documents.count() == 1


def test_a_file_of_a_killed_filing_is_swept_and_no_other(house: Path, db: None) -> None:
    def store() -> str:
        return store_own_file(content=b"%PDF", media_type="application/pdf", at=MONDAY).path

    for _ in killed_at_every_point(store):
        paths = set(StoredFile.objects.values_list("path", flat=True))
        assert paths <= {path.relative_to(files_folder()).as_posix() for path in files_folder().glob("??/*")}
    sweep_orphans(now=timezone.now() + OLD_ENOUGH * 2)
    assert len(list(files_folder().glob("??/*"))) == StoredFile.objects.count()
    assert _problems() == {}


def test_receiving_is_whole_or_has_not_happened(house: Path, cast: Cast, real_files: None) -> None:
    waiting = filed(cast)

    def receive() -> str:
        dossier = receive_dossier(dossier=Dossier.objects.get(pk=waiting.pk), by=cast.dung, at=MONDAY)
        return dossier.code or ""

    said = []
    for answer in killed_at_every_point(receive):
        said.append(answer)
        if Dossier.objects.get(pk=waiting.pk).status != "submitted":
            break
        assert not waiting.papers.exists()
    received = Dossier.objects.get(pk=waiting.pk)
    # Killed attempts gave their serials back, and the one that got through is the day's first.
    assert received.code is not None
    assert received.code.endswith("-0001")
    assert len(said) > 10
    assert said[-1] in {"", received.code}
    assert received.papers.count() == 1
    assert _problems() == {}


def test_every_message_has_its_effect_at_the_portal_once(
    house: Path, cast: Cast, real_files: None, settings: Settings
) -> None:
    for _ in range(3):
        receive_dossier(dossier=filed(cast), by=cast.dung, at=MONDAY)
    with running_portal() as (address, portal):
        settings.MOTCUA_NATIONAL_PORTAL = address
        time = timezone.now()

        def relay() -> str:
            relay_messages(Relay(configured_senders(), now=lambda: time, jitter=lambda: 0.5))
            return "through"

        for number, _ in enumerate(killed_at_every_point(relay)):
            time += LEASE + timedelta(seconds=1)
            if number % 3 == 0:
                portal.script(Fault("drop_after_commit"))
        while Message.objects.filter(acknowledged_at=None).exists():
            time += timedelta(hours=2)
            relay()
    keys = [key for key, _ in portal.effects]
    assert sorted(keys) == sorted(set(keys)) == sorted(Message.objects.values_list("key", flat=True))
    assert all(record["TrangThaiHoSo"] == "2" for record in portal.records.values())
    assert _problems() == {}


def test_a_killed_sealer_never_forks_the_journal(
    house: Path, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealer, "BATCH", 4)
    for _ in range(10):
        record_configuration(kind="test", at=MONDAY, data={})

    def seal() -> str:
        return str(seal_entries(now=timezone.now()))

    for _ in killed_at_every_point(seal):
        assert _problems() == {}
        record_configuration(kind="test", at=MONDAY, data={})
    seal()
    assert Leaf.objects.count() == Entry.objects.count()
    assert Seal.objects.count() > 3
    assert _problems() == {}


def test_an_interrupted_rotation_goes_on_and_loses_nothing(house: Path, cast: Cast, real_files: None) -> None:
    filed(cast)
    rotate_data_key(at=MONDAY)

    def reseal() -> str:
        return str(len(reseal_everything(lambda kind, done: None).damaged))

    *_, damaged = killed_at_every_point(reseal)
    assert damaged == "0"
    assert not any(reseal_everything(lambda kind, done: None).counts.values())
    assert _problems() == {}
