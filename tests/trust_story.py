"""A little province in full swing: everything `motcua verify` looks at is there, and sealed."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from motcua.jobs.worker import run_once
from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import StoredFile
from motcua.services.dossiers.apologise import apologise
from motcua.services.dossiers.decline import decline_dossier
from motcua.services.dossiers.release import release_dossier
from motcua.services.dossiers.request_supplement import request_supplement
from motcua.services.dossiers.submit import GivenDocument
from motcua.services.dossiers.supplement import supplement_dossier
from motcua.services.dossiers.withdraw import withdraw_dossier
from motcua.services.files.store_file import store_file
from motcua.services.journal.seal_entries import seal_entries
from motcua.services.surveys.answer_slip import SATISFACTION, answer_slip
from motcua.services.surveys.slip_facts import ASKED
from tests.cast import MONDAY, Cast, filed
from tests.services.dossiers.steps import NINE, TUESDAY, complete, hand_over, received
from tests.services.dossiers.test_request_supplement import PAPER
from tests.services.files import samples


def really_stored(name: str) -> StoredFile:
    # No two alike: what is swapped must differ.
    content = samples.pdf(pages=StoredFile.objects.count() + 1)
    return store_file(content=content, name=f"{name}.pdf", at=MONDAY).file


@pytest.fixture
def real_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cast's dossiers come with files that somebody could open."""
    monkeypatch.setattr("tests.cast.stored_file", really_stored)


@pytest.fixture
def story(house: Path, cast: Cast, real_files: None) -> Dossier:
    """Ten dossiers in every state; the one returned was supplemented, finished, released and rated."""
    filed(cast)
    filed(cast, procedure="1.001193")
    _rate(_declined(cast), at=TUESDAY)
    withdraw_dossier(dossier=filed(cast), by=cast.lan, at=NINE)
    request_supplement(dossier=filed(cast), by=cast.dung, at=NINE, items=[PAPER])
    request_supplement(dossier=received(cast), by=cast.dung, at=TUESDAY, items=[PAPER])
    late = received(cast)
    apologise(
        dossier=late,
        by=cast.thu,
        at=TUESDAY,
        appointed_at=TUESDAY + timedelta(days=9),
        reason="Chờ xác minh.",
    )
    complete(cast, received(cast, by="binh"), steps=2)
    _rate(_shared(cast), at=TUESDAY + timedelta(days=60))
    dossier = _supplemented(cast)
    at, told = TUESDAY + timedelta(days=3), {"collector": "self", "shown": "receipt"}
    release_dossier(dossier=dossier, by=cast.dung, at=at, way="counter", collected=told)
    _rate(dossier, at=TUESDAY + timedelta(days=4))
    run_once()
    seal_entries(now=timezone.now())
    return Dossier.objects.get(pk=dossier.pk)


def _rate(dossier: Dossier, *, at: datetime) -> None:
    answer_slip(
        ticket=dossier.ticket,
        answers=dict.fromkeys(ASKED, 2),
        satisfaction=dict.fromkeys(SATISFACTION, 2),
        has_paid_outside=False,
        channel="online",
        at=at,
    )


def _declined(cast: Cast) -> Dossier:
    return decline_dossier(
        dossier=filed(cast), by=cast.dung, at=NINE, reason="Không thuộc thẩm quyền của xã."
    )


def _shared(cast: Cast) -> Dossier:
    """Another agency has a part in it; it is refused in the end."""
    dossier = received(cast)
    hand_over(dossier, cast.agency["justice"])
    return complete(cast, dossier, thu="refuse")


def _supplemented(cast: Cast) -> Dossier:
    dossier = received(cast)
    request_supplement(dossier=dossier, by=cast.dung, at=TUESDAY, items=[PAPER])
    given = [GivenDocument(PAPER.requirement, "lại.pdf", really_stored("lai"))]
    supplement_dossier(dossier=dossier, by=cast.lan, at=TUESDAY + timedelta(days=1), documents=given)
    return complete(cast, dossier, at=TUESDAY + timedelta(days=2))
