"""Pages that show a form for a short while only: ten seconds to undo, an export being written."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse

from motcua.records.people.models import Account
from motcua.services.dossiers.assign import assign_task
from motcua.services.exports.start_export import start_export
from tests.cast import Cast, signed_in_client
from tests.services.dossiers.steps import TUESDAY, complete, open_task, received

EXPORTS = "/desk/exports/"


def passing_pages(cast: Cast) -> Iterator[tuple[HttpResponse, str, Account]]:
    """The page as it is answered at that moment, its address, and who looks."""
    dossier = complete(cast, received(cast), steps=1)
    assign_task(task=open_task(dossier), to=cast.son, by=cast.son, at=TUESDAY)
    page = f"/desk/dossiers/{dossier.tracking_code}/"
    yield signed_in_client(cast.son).get(page), page, cast.son
    desk = cast.agency["phong_thuy"]
    start_export(kind="xlsx", agencies=[desk.pk], by=cast.dung, at=TUESDAY)
    yield signed_in_client(cast.dung).get(EXPORTS), EXPORTS, cast.dung
