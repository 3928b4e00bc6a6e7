"""services/dossiers/verify_secret: a guessed code shows little, a guessed secret gets locked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.services.dossiers._sealed import open_content
from motcua.services.dossiers.verify_secret import verify_secret
from motcua.services.errors import NotDone
from tests.cast import MONDAY, Cast, filed

HERE = "203.0.113.7"


def test_the_secret_opens_however_it_is_typed(cast: Cast) -> None:
    dossier = filed(cast)
    secret = open_content(dossier).secret
    verify_secret(dossier=dossier, secret=f" {secret[:5].lower()}-{secret[5:]} ", address=HERE, at=MONDAY)


def test_a_wrong_secret_is_told_where_the_right_one_is_printed(cast: Cast) -> None:
    with pytest.raises(NotDone) as said:
        verify_secret(dossier=filed(cast), secret="KHONGDUNG1", address=HERE, at=MONDAY)
    assert said.value.fields["secret"].code == "wrong_secret"


def test_five_wrong_ones_lock_even_the_right_one_for_fifteen_minutes(cast: Cast) -> None:
    dossier = filed(cast)
    secret = open_content(dossier).secret
    for _ in range(5):
        with pytest.raises(NotDone):
            verify_secret(dossier=dossier, secret="KHONGDUNG1", address=HERE, at=MONDAY)
    with pytest.raises(NotDone) as said:
        verify_secret(dossier=dossier, secret=secret, address=HERE, at=MONDAY)
    assert said.value.refused.code == "locked"
    verify_secret(dossier=dossier, secret=secret, address=HERE, at=MONDAY + timedelta(minutes=16))
