"""services/dossiers/look_at: each officer's last look at a dossier, told when they look again."""

from __future__ import annotations

from datetime import timedelta

from motcua.records.notes.models import Look
from motcua.services.dossiers.look_at import look_at
from tests.cast import Cast
from tests.services.dossiers.steps import NINE, at_most, complete, received

LATER = NINE + timedelta(hours=1)


def test_the_first_look_has_none_before_it(cast: Cast) -> None:
    assert look_at(dossier=received(cast), by=cast.son, at=NINE) is None


def test_the_next_look_is_told_when_and_at_what_the_last_one_was(cast: Cast) -> None:
    dossier = received(cast)
    look_at(dossier=dossier, by=cast.son, at=NINE)
    seen = look_at(dossier=complete(cast, dossier, steps=1), by=cast.son, at=LATER)
    assert seen is not None
    assert (seen.version, seen.at) == (dossier.version, NINE)
    kept = Look.objects.get()
    assert kept.at == LATER
    assert kept.version > dossier.version


def test_each_officer_has_looks_of_their_own(cast: Cast) -> None:
    dossier = received(cast)
    look_at(dossier=dossier, by=cast.son, at=NINE)
    assert look_at(dossier=dossier, by=cast.thu, at=LATER) is None


def test_a_look_costs_two_statements(cast: Cast) -> None:
    dossier = received(cast)
    with at_most(2):
        look_at(dossier=dossier, by=cast.son, at=NINE)
