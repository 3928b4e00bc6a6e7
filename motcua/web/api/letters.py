"""Letters between applicants and officers, as machines write them."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.write_letter import write_letter
from motcua.web.api.schemas import ActIn

_DESK_ROLES = frozenset({"desk_officer", "desk_head"})


def write(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    """`note` is the text."""
    desks = {held.agency for held in request.actor.holdings if held.role in _DESK_ROLES}
    is_from_desk = dossier.receiving_agency_id in desks
    write_letter(dossier=dossier, by=request.user, at=at, text=body.note, is_from_desk=is_from_desk)
