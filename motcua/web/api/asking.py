"""The verbs about what is asked of an applicant, as machines call them (NĐ 61/2018 Art. 5.1e, 11.2c)."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.propose_supplement import propose_supplement
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from motcua.services.dossiers.settle_proposal import send_proposal
from motcua.services.dossiers.supplement import supplement_dossier
from motcua.services.files.all_or_none import all_or_none
from motcua.web.api.schemas import ActIn
from motcua.web.api.uploads import stored

_SUPERIORS = frozenset({"desk_head", "leader"})


def ask(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    request_supplement(
        dossier=dossier,
        by=request.user,
        at=at,
        items=_items(body),
        is_override=body.override and _is_superior(request),
        version=body.version,
    )


def supplement(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    with all_or_none(at=at) as store:
        supplement_dossier(
            dossier=dossier,
            by=request.user,
            at=at,
            documents=stored(body.documents, store),
            form=body.form,
            version=body.version,
        )


def propose(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    """`reason` is why it has to be asked, for whoever signs."""
    propose_supplement(
        dossier=dossier,
        by=request.user,
        at=at,
        items=_items(body),
        cause=body.reason,
        version=body.version,
    )


def send(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    send_proposal(
        dossier=dossier,
        by=request.user,
        at=at,
        is_superior=_is_superior(request),
        version=body.version,
    )


def _items(body: ActIn) -> list[AskedItem]:
    return [AskedItem(one.requirement, one.defect, one.reason) for one in body.items]


def _is_superior(request: HttpRequest) -> bool:
    return bool(request.actor.roles & _SUPERIORS)
