"""Dossiers whose pages show the forms of working with others: a question to another agency."""

from __future__ import annotations

from tests.cast import Cast
from tests.services.dossiers.consulting import consulted
from tests.services.dossiers.steps import complete, received


def handling_pages(cast: Cast) -> dict[str, list[str]]:
    """By login: who may ask and take back, and who is asked."""
    asked = consulted(cast)
    waiting = complete(cast, received(cast), steps=1)
    return {
        "hang": [f"/desk/consultations/{asked.pk}/"],
        "son": [
            f"/desk/dossiers/{waiting.tracking_code}/ask-opinion/",
            f"/desk/dossiers/{asked.dossier.tracking_code}/",
        ],
    }
