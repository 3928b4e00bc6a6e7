"""What an applicant has been asked for; the form while they correct it, and as it was before they did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier, SupplementRequest
from motcua.records.sealing import open_sealed, seal
from motcua.services.errors import NotDone

_IN_PROGRESS, _FORMER = "supplementrequest.sealed_form", "supplementrequest.sealed_former"
_WAITING = frozenset({"awaiting_completion", "awaiting_supplement"})


def find_open_request(dossier: Dossier) -> SupplementRequest | None:
    """The request the dossier waits for an answer to."""
    if dossier.status not in _WAITING:
        return None
    return dossier.supplement_requests.filter(answered_at=None).order_by("-at").first()


def open_request(dossier: Dossier) -> SupplementRequest:
    """The same; raises NotDone where nothing is asked."""
    request = find_open_request(dossier)
    if request is None:
        raise NotDone(Refused("nothing_asked", N_("Cơ quan không yêu cầu bổ sung gì cho hồ sơ này.")))
    return request


def open_answer(request: SupplementRequest) -> dict[str, Any] | None:
    """The form as typed so far, right or wrong; None while nobody has touched it."""
    form: dict[str, Any] | None = open_sealed(request.sealed_form, _IN_PROGRESS).get("form")
    return form


def sealed_answer(form: Mapping[str, Any]) -> bytes:
    return seal({"form": form}, _IN_PROGRESS)


def open_former(request: SupplementRequest) -> dict[str, Any] | None:
    """The form that the answer to this request took the place of; None where it changed nothing."""
    form: dict[str, Any] | None = open_sealed(request.sealed_former, _FORMER).get("form")
    return form


def sealed_former(form: Mapping[str, Any]) -> bytes:
    return seal({"form": form}, _FORMER)
