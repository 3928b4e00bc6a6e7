"""Dossiers whose pages show the forms of a limit that will not be kept, and of a question that waits."""

from __future__ import annotations

from datetime import timedelta

from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.propose_supplement import propose_supplement
from motcua.services.dossiers.request_supplement import AskedItem
from motcua.services.dossiers.sign_extension import sign_extension
from tests.cast import MONDAY, Cast
from tests.services.dossiers.steps import TUESDAY, again, received

ASKED = AskedItem("form", "wrong", "Ghi lại ngày sinh.")


def late_pages(cast: Cast) -> dict[str, list[str]]:
    """By login: where the agency signs, the desk sets the date, the head of the desk signs a question."""
    led, signed, proposed = received(cast), received(cast), received(cast)
    Dossier.objects.filter(pk__in=[led.pk, signed.pk]).update(lead_agency=cast.agency["justice"])
    new_date = MONDAY + timedelta(days=8, hours=10)
    sign_extension(
        dossier=again(signed), by=cast.hang, at=TUESDAY, proposed_at=new_date, reason="Chờ xác minh."
    )
    propose_supplement(dossier=proposed, by=cast.son, at=TUESDAY, items=[ASKED], cause="Sổ hộ tịch ghi khác.")
    return {"hang": [_page(led)], "dung": [_page(signed)], "hoa": [_page(proposed)]}


def _page(dossier: Dossier) -> str:
    return f"/desk/dossiers/{dossier.tracking_code}/"
