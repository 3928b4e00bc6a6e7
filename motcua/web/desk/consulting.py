"""What a dossier's page says of other agencies' opinions: asked, waiting, late, answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.kit.instants import local
from motcua.records.consultations.models import Consultation
from motcua.records.dossiers.models import Dossier
from motcua.rules.time_limit import parse_limit
from motcua.rules.timeliness import describe_remaining
from motcua.services.calendars.frozen import working_calendar
from motcua.services.dossiers.ask_opinion import MAY_BE_ASKED_ABOUT
from motcua.services.dossiers.facts.consultations import consultations_of, open_answer, open_question
from motcua.web.accounts.permit import may
from motcua.web.desk.remaining import Remaining, remaining, translated


def consulting(request: HttpRequest, dossier: Dossier, now: datetime) -> dict[str, Any]:
    """`asks` whether this officer may ask another agency now; every question with how it stands."""
    is_running = dossier.status in MAY_BE_ASKED_ABOUT
    is_handler = is_running and may(request, "dossiers.ask_opinion", dossier)
    found = consultations_of(dossier)
    return {
        "asks": is_handler,
        "consultations": [
            {
                **opinion_row(one, dossier, now),
                "question": open_question(one),
                "answer": open_answer(one),
                "may_withdraw": is_handler and one.is_open,
            }
            for one in found
        ],
    }


def opinion_row(consultation: Consultation, dossier: Dossier, now: datetime) -> dict[str, Any]:
    """The consultation with the tag that says in time, waiting or late."""
    return {"consultation": consultation, "standing": _standing(consultation, dossier, now)}


def _standing(consultation: Consultation, dossier: Dossier, now: datetime) -> Remaining:
    calendar = working_calendar(dossier.calendar_version_id, consultation.agency.code)
    limit_text, due_at = consultation.limit_text, consultation.due_at
    if consultation.withdrawn_at is not None:
        return Remaining("neutral", _("đã rút"))
    if consultation.answered_at is None:
        return remaining(limit_text, due_at, now=now, calendar=calendar)
    answered = local(consultation.answered_at)
    if answered <= local(due_at):
        return Remaining("ok", _("đã trả lời đúng hạn"))
    late = describe_remaining(parse_limit(limit_text), local(due_at), answered, calendar)
    return Remaining("late", _("trả lời trễ: %(late)s") % {"late": translated(late)})
