"""Survey slips by ticket."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from motcua.services.clock import business_now
from motcua.services.surveys.answer_slip import answer_slip
from motcua.services.surveys.find_ticket import find_ticket
from motcua.web.api.schemas import SlipIn

router = Router(tags=["surveys"])


@router.post("/surveys/{ticket}", url_name="survey-answer")
def answer(request: HttpRequest, ticket: str, body: SlipIn) -> dict[str, Any]:
    """Answers (or answers anew) the slip of a ticket."""
    found = find_ticket(ticket)
    if found is None:
        raise Http404(ticket)
    answer_slip(
        ticket=found,
        answers=body.answers,
        satisfaction=body.satisfaction,
        has_paid_outside=body.has_paid_outside,
        channel="api",
        at=business_now(),
    )
    return {"status": "answered"}
