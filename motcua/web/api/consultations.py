"""Questions between agencies, as machines ask and answer them (NĐ 61/2018 Art. 19.5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from motcua.kit.instants import VIETNAM
from motcua.records.agencies.models import Agency
from motcua.records.consultations.models import Consultation
from motcua.records.dossiers.models import Dossier
from motcua.reports.consultations import find_consultation
from motcua.services.clock import business_now
from motcua.services.dossiers.answer_opinion import answer_opinion
from motcua.services.dossiers.ask_opinion import ask_opinion
from motcua.services.dossiers.facts.consultations import open_answer, open_question
from motcua.services.dossiers.withdraw_opinion import withdraw_opinion
from motcua.services.journal.record_reading import record_reading
from motcua.web.accounts.permit import require
from motcua.web.api.schemas import ActIn, AnswerIn

router = Router(tags=["consultations"])
_LONGEST_ID = 18


def ask(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    """`agency` is its code, `note` the question, `shown` the documents (ids) that agency may see."""
    ask_opinion(
        dossier=dossier,
        agency=Agency.objects.filter(code=body.agency).first(),
        by=request.user,
        at=at,
        question=body.note,
        hours=body.hours or 0,
        documents=body.shown,
        version=body.version,
    )


def withdraw(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    number = body.consultation or 0
    found = find_consultation(number) if number > 0 else None
    if found is None or found.dossier_id != dossier.pk:
        raise Http404(str(number))
    withdraw_opinion(dossier=dossier, consultation=found, by=request.user, at=at, version=body.version)


def asks(permission: str) -> Callable[[HttpRequest], Consultation]:
    """Finds the consultation of the address and asks the right to it, before the body is so much as read."""

    def consultation_of(request: HttpRequest) -> Consultation:
        typed = request.resolver_match.kwargs["consultation"]
        is_number = typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST_ID
        found = find_consultation(int(typed)) if is_number else None
        if found is None:
            raise Http404(typed)
        require(request, permission, found)
        return found

    return consultation_of


@router.get("/consultations/{consultation}", url_name="consultation", auth=asks("consultations.read"))
def consultation(request: HttpRequest, consultation: str) -> dict[str, Any]:
    """The question and the documents chosen for it; that it was read is journalled."""
    found: Consultation = request.auth
    if found.withdrawn_at is not None:
        raise Http404(consultation)
    record_reading(
        by=request.user, dossiers=[found.dossier_id], page="api-v1:consultation", at=business_now()
    )
    return {
        **_standing(found),
        "question": open_question(found),
        "documents": list(found.documents.order_by("pk").values("id", "name")),
        "answer": open_answer(found),
    }


@router.post(
    "/consultations/{consultation}/answer", url_name="consultation-answer", auth=asks("consultations.answer")
)
def answer(request: HttpRequest, consultation: str, body: AnswerIn) -> dict[str, Any]:
    """Answers in the agency's name."""
    found: Consultation = request.auth
    return _standing(answer_opinion(consultation=found, by=request.user, at=business_now(), text=body.text))


def _standing(found: Consultation) -> dict[str, Any]:
    return {
        "id": found.pk,
        "due_at": found.due_at.astimezone(VIETNAM).isoformat(),
        "answered_at": found.answered_at and found.answered_at.astimezone(VIETNAM).isoformat(),
        "withdrawn_at": found.withdrawn_at and found.withdrawn_at.astimezone(VIETNAM).isoformat(),
    }
