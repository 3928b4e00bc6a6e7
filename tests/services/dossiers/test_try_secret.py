"""services/dossiers/try_secret: the look-up secret as machines send it."""

from __future__ import annotations

import pytest

from motcua.services.dossiers._sealed import open_content
from motcua.services.dossiers.try_secret import try_secret
from motcua.services.errors import NotDone
from tests.cast import MONDAY, Cast, filed

HERE = "203.0.113.7"


def test_only_the_dossiers_own_secret_opens_it(cast: Cast) -> None:
    dossier, other = filed(cast), filed(cast)
    assert try_secret(dossier=dossier, secret=open_content(dossier).secret, address=HERE, at=MONDAY)
    assert not try_secret(dossier=dossier, secret=open_content(other).secret, address=HERE, at=MONDAY)


def test_the_sixth_guess_in_fifteen_minutes_is_not_looked_at(cast: Cast) -> None:
    dossier = filed(cast)
    for _ in range(5):
        assert not try_secret(dossier=dossier, secret="KHONGDUNG1", address=HERE, at=MONDAY)
    with pytest.raises(NotDone) as said:
        try_secret(dossier=dossier, secret=open_content(dossier).secret, address=HERE, at=MONDAY)
    assert said.value.refused.code == "locked"
