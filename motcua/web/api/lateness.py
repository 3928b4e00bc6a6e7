"""The verbs about a limit that will not be kept, as machines call them (NĐ 61/2018 Art. 19.9)."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest

from motcua.kit.instants import instant
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.apologise import apologise
from motcua.services.dossiers.reappoint import reappoint
from motcua.services.dossiers.sign_extension import sign_extension
from motcua.services.errors import NotDone
from motcua.web.api.schemas import ActIn


def apologise_for(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    apologise(
        dossier=dossier,
        by=request.user,
        at=at,
        appointed_at=_instant(body.appointed_at),
        reason=body.reason,
        version=body.version,
    )


def sign_extension_of(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    """`appointed_at` is the date asked for."""
    sign_extension(
        dossier=dossier,
        by=request.user,
        at=at,
        proposed_at=_instant(body.appointed_at),
        reason=body.reason,
        version=body.version,
    )


def reappoint_dossier(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    """Without `appointed_at` the date asked for is set."""
    new_date = _instant(body.appointed_at) if body.appointed_at else None
    reappoint(dossier=dossier, by=request.user, at=at, appointed_at=new_date, version=body.version)


def _instant(text: str) -> datetime:
    """An ISO 8601 instant; without an offset it is Việt Nam's time."""
    try:
        typed = datetime.fromisoformat(text)
        return typed.astimezone(UTC) if typed.tzinfo else instant(typed)
    except (ValueError, OverflowError):
        refused = Refused("no_instant", N_("Hãy ghi thời điểm theo ISO 8601, ví dụ 2020-09-25T17:00+07:00."))
        raise NotDone(refused, {"appointed_at": refused}) from None
