"""A dossier at Phong Thủy's specialist, and a question about it to the district's justice office."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.records.consultations.models import Consultation
from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.ask_opinion import ask_opinion
from tests.cast import Cast
from tests.services.dossiers.steps import NINE, TUESDAY, again, complete, received

ASKED = "Người này đã đăng ký kết hôn ở huyện chưa?"


def handled(cast: Cast) -> Dossier:
    """At the specialist since Monday morning."""
    return complete(cast, received(cast), at=NINE, steps=1)


def consulted(
    cast: Cast, dossier: Dossier | None = None, *, at: datetime = TUESDAY, **how: Any
) -> Consultation:
    """Asked on Tuesday at nine, to be answered within four working hours."""
    dossier = again(dossier or handled(cast))
    said = {"question": ASKED, "hours": 4, **how}
    return ask_opinion(dossier=dossier, agency=cast.agency["justice"], by=cast.son, at=at, **said)
