"""services/keys: after a rotation everything lies under the new key and says what it said."""

from __future__ import annotations

import base64
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models

from motcua.records import keys
from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import StoredFile
from motcua.records.files.vault import key_id_of_stored
from motcua.records.journal.models import Entry
from motcua.records.keys import fingerprints, key_ring, read_keys
from motcua.records.sealing import key_id_of, open_bytes
from motcua.services.keys import _sealed_values
from motcua.services.keys._sealed_values import SealedColumn, sealed_columns
from motcua.services.keys.rotate_data_key import reseal_everything, rotate_data_key
from motcua.services.people.second_factor import open_secret, seal_secret
from motcua.services.verification.verify import verify
from tests.cast import MONDAY, Cast

pytestmark = pytest.mark.slow


def _quietly(kind: str, done: int) -> None:
    """No progress to be shown."""


def _key_ids() -> set[int]:
    found = set()
    for column in sealed_columns():
        values = column.model._default_manager.values_list(column.column, flat=True)
        found |= {key_id_of(value) for value in values if value}
    return found | {key_id_of_stored(path) for path in StoredFile.objects.values_list("path", flat=True)}


def test_everything_is_under_the_new_key_and_everything_holds(story: Dossier) -> None:
    assert _key_ids() == {1}
    assert rotate_data_key(at=MONDAY) == 2
    resealed = reseal_everything(_quietly)
    assert _key_ids() == {2}
    assert resealed.damaged == []
    assert resealed.counts["dossier.sealed"] == Dossier.objects.count()
    assert resealed.counts["stored files"] == StoredFile.objects.count()
    assert verify().holds
    assert Entry.objects.filter(stream="configuration", kind="keys.rotated").exists()


def test_a_second_run_finds_nothing_left_to_do(story: Dossier) -> None:
    rotate_data_key(at=MONDAY)
    reseal_everything(_quietly)
    assert not any(reseal_everything(_quietly).counts.values())


def test_second_factors_go_on_working(house: Path, cast: Cast) -> None:
    Authenticator.objects.create(user=cast.dung, type="totp", data={"secret": seal_secret("JBSWY3DP")})
    codes = {"seed": seal_secret("seed"), "used_mask": 5}
    Authenticator.objects.create(user=cast.dung, type="recovery_codes", data=codes)
    rotate_data_key(at=MONDAY)
    assert reseal_everything(_quietly).counts["authenticator.secret"] == 2
    totp, recovery = Authenticator.objects.filter(user=cast.dung).order_by("pk")
    assert open_secret(totp.data["secret"]) == "JBSWY3DP"
    assert key_id_of(base64.b64decode(totp.data["secret"])) == 2
    assert (open_secret(recovery.data["seed"]), recovery.data["used_mask"]) == ("seed", 5)


def test_what_was_changed_meanwhile_is_not_overwritten(story: Dossier) -> None:
    column, old = SealedColumn(Dossier, "sealed"), bytes(story.sealed)
    rotate_data_key(at=MONDAY)
    Dossier.objects.filter(pk=story.pk).update(sealed=b"\x00\x02 somebody else's")
    assert not _sealed_values.reseal_value(column, story.pk, old)
    assert bytes(Dossier.objects.values_list("sealed", flat=True).get(pk=story.pk)).endswith(b"else's")


def test_a_value_that_does_not_open_is_named_and_left_alone(story: Dossier, house: Path) -> None:
    damaged = b"\x00\x01" + bytes(40)
    Dossier.objects.filter(pk=story.pk).update(sealed=damaged)
    file = StoredFile.objects.order_by("pk").first()
    assert file is not None
    (house / "files" / file.path).unlink()
    rotate_data_key(at=MONDAY)
    resealed = reseal_everything(_quietly)
    assert resealed.damaged == [f"dossier.sealed {story.pk}", f"file {file.pk}"]
    assert bytes(Dossier.objects.values_list("sealed", flat=True).get(pk=story.pk)) == damaged


def test_every_binary_column_of_the_records_is_known(house: Path) -> None:
    known = {(column.model, column.column) for column in sealed_columns()}
    assert (Dossier, "sealed") in known
    for model in apps.get_models():
        if model.__module__.startswith("motcua."):
            binary = {f.attname for f in model._meta.concrete_fields if isinstance(f, models.BinaryField)}
            assert {(model, name) for name in binary} <= known


def test_purposes_are_those_the_values_were_sealed_for(story: Dossier) -> None:
    opened = set()
    for column in sealed_columns():
        for value in column.model._default_manager.values_list(column.column, flat=True):
            if value:
                open_bytes(value, column.purpose)
                opened.add(column.purpose)
    assert {
        "dossier.sealed",
        "account.sealed",
        "message.sealed",
        "paper.sealed",
        "ticket.sealed_code",
    } <= opened


def test_another_process_notices_within_seconds(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert key_ring().current == 1
    remembered = keys._ring
    keys.rotate_keys(house / "keys")
    monkeypatch.setattr(keys, "_ring", remembered)  # what the other process still has
    assert key_ring().current == 1
    monkeypatch.setattr(keys, "_looked_at", keys._looked_at - keys.NOTICED_WITHIN_SECONDS - 1)
    assert key_ring().current == 2


def test_fingerprints_tell_keys_apart_and_nothing_else(house: Path) -> None:
    before = fingerprints(read_keys(house / "keys"))
    keys.rotate_keys(house / "keys")
    after = fingerprints(read_keys(house / "keys"))
    assert {**before, "data key 2": after["data key 2"]} == after
    assert len(set(after.values())) == 4
    assert timedelta(seconds=keys.NOTICED_WITHIN_SECONDS) < timedelta(minutes=1)
