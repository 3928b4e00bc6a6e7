"""Survey slips by ticket."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from motcua.services.clock import business_now
from motcua.services.surveys.answer_slip import answer_slip
from motcua.services.surveys.find_ticket import look_up_ticket
from motcua.web.accounts.address import client_address
from motcua.web.api.schemas import SlipIn

router = Router(tags=["surveys"])


@router.post("/surveys/{ticket}", url_name="survey-answer")
def answer(request: HttpRequest, ticket: str, body: SlipIn) -> dict[str, Any]:
    """Answers (or answers anew) the slip of a ticket."""
    found = look_up_ticket(code=ticket, address=client_address(request), at=timezone.now())
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
