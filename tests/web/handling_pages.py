"""Pages with the forms of working together: a question to another agency, somebody who is away."""

from __future__ import annotations

from datetime import timedelta

from motcua.kit.instants import local_date
from motcua.services.absences.record_absence import record_absence
from motcua.services.clock import business_now
from tests.cast import Cast
from tests.services.dossiers.consulting import consulted
from tests.services.dossiers.steps import complete, received


def handling_pages(cast: Cast) -> dict[str, list[str]]:
    """By login: who may ask and take back, and who is asked."""
    asked = consulted(cast)
    waiting = complete(cast, received(cast), steps=1)
    record_absence(
        absent=cast.dung,
        substitute=cast.hoa,
        agency=cast.agency["phong_thuy"],
        from_on=local_date(business_now()),
        until_on=local_date(business_now()) + timedelta(days=3),
        by=cast.hoa,
        at=business_now(),
    )
    return {
        "thu": ["/desk/absences/"],
        "hang": [f"/desk/consultations/{asked.pk}/"],
        "son": [
            f"/desk/dossiers/{waiting.tracking_code}/ask-opinion/",
            f"/desk/dossiers/{asked.dossier.tracking_code}/",
        ],
    }
