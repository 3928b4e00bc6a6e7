"""The look-up secret: as people type it, and not for guessing."""

from __future__ import annotations

import pytest

from motcua.services.dossiers._sealed import open_content
from motcua.services.dossiers.verify_secret import verify_secret
from motcua.services.errors import NotDone
from tests.cast import MONDAY, Cast, filed

WHERE = {"address": "203.0.113.5", "at": MONDAY}


def test_the_secret_is_known_in_any_case_and_spacing(cast: Cast) -> None:
    dossier = filed(cast)
    secret = open_content(dossier).secret
    verify_secret(dossier=dossier, secret=f" {secret[:5]}-{secret[5:].lower()} ", **WHERE)


def test_after_five_wrong_ones_the_right_one_waits_too(cast: Cast) -> None:
    dossier = filed(cast)
    for _ in range(5):
        with pytest.raises(NotDone, match="wrong_secret"):
            verify_secret(dossier=dossier, secret="SAI", **WHERE)
    with pytest.raises(NotDone, match="locked"):
        verify_secret(dossier=dossier, secret=open_content(dossier).secret, **WHERE)
