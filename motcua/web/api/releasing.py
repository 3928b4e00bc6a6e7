"""Results and originals handed over, as machines say it."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.release import release_dossier
from motcua.services.dossiers.return_originals import return_originals
from motcua.services.files.all_or_none import all_or_none
from motcua.web.api.schemas import ActIn, CollectedIn
from motcua.web.api.uploads import stored_results


def release(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    """Without `collected` nothing is written down of who took it."""
    with all_or_none(at=at) as store:
        release_dossier(
            dossier=dossier,
            by=request.user,
            at=at,
            way=body.way,
            results=stored_results(body.results, store),
            version=body.version,
            collected=body.collected.dict() if body.collected else None,
        )


def return_back(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    return_originals(
        dossier=dossier,
        by=request.user,
        at=at,
        way=body.way or "counter",
        collected=(body.collected or CollectedIn()).dict(),
        version=body.version,
    )
