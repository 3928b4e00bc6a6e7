"""Survey slips by ticket."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from motcua.services.clock import business_now
from motcua.services.surveys.answer_slip import answer_slip
from motcua.web.api.schemas import SlipIn

router = Router(tags=["surveys"])


@router.post("/surveys/{ticket}", url_name="survey-answer")
def answer(request: HttpRequest, ticket: str, body: SlipIn) -> dict[str, Any]:
    """Answers (or answers anew) the slip of a ticket."""
    answer_slip(
        ticket=ticket,
        answers=body.answers,
        satisfaction=body.satisfaction,
        has_paid_outside=body.has_paid_outside,
        channel="api",
        at=business_now(),
    )
    return {"status": "answered"}
