"""Takes a survey slip by its ticket; the last answer before the month closes counts (TT 01/2018 Art. 12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from motcua.kit.instants import local_date
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.surveys.models import Slip, Ticket
from motcua.records.tasks.models import Task
from motcua.rules.scoring_facts import points_for_parts
from motcua.rules.timeliness import Timeliness
from motcua.services.errors import NotDone

ASKED = ("1", "3", "4", "7")
SATISFACTION = ("overall", "ease", "timeliness", "attitude")
_OVER = frozenset({"finished", "refused", "released", "stopped", "declined", "withdrawn"})


def answer_slip(
    *,
    ticket: Ticket,
    answers: Mapping[str, int],
    satisfaction: Mapping[str, int],
    has_paid_outside: bool,
    channel: str,
    at: datetime,
) -> Slip:
    """Keeps the slip in the place of an earlier one; index 2 is read off the steps, nobody is asked for it.

    `answers` are points (2, 1, 0) for the indices ASKED, `satisfaction` the same for SATISFACTION where
    it is asked at all. Raises NotDone while the dossier is still being handled, or naming a missing answer.
    """
    check_can_answer(ticket.dossier)
    _check_points(answers, ASKED)
    _check_points(satisfaction, tuple(satisfaction))
    facts = slip_columns(
        ticket.dossier,
        _parts_of(ticket.dossier),
        answers=answers,
        satisfaction=satisfaction,
        has_paid_outside=has_paid_outside,
        channel=channel,
        at=at,
    )
    with transaction.atomic():
        slip, is_new = Slip.objects.get_or_create(ticket=ticket, defaults=facts)
        if not is_new:
            Slip.objects.filter(pk=slip.pk).update(**facts, revision=F("revision") + 1)
            slip.refresh_from_db()
    return slip


def check_can_answer(dossier: Dossier) -> None:
    """Answering makes sense once there is an outcome; raises NotDone before."""
    if dossier.status not in _OVER:
        raise NotDone(
            Refused(
                "too_early",
                N_("Hồ sơ %(code)s đang được giải quyết. Hãy trở lại trả lời phiếu này khi đã có kết quả."),
                {"code": dossier.code or dossier.tracking_code},
            )
        )


def _check_points(points: Mapping[str, int], asked: tuple[str, ...]) -> None:
    missing = Refused("not_answered", N_("Hãy chọn một câu trả lời."))
    wrong = {name: missing for name in asked if points.get(name) not in (0, 1, 2)}
    if wrong:
        raise NotDone(Refused("incomplete", N_("Còn câu chưa trả lời.")), wrong)


def slip_columns(
    dossier: Dossier,
    parts: Sequence[Timeliness],
    *,
    answers: Mapping[str, int],
    satisfaction: Mapping[str, int],
    has_paid_outside: bool,
    channel: str,
    at: datetime,
) -> dict[str, Any]:
    """The slip's columns; `parts` are the timeliness of the steps that were done."""
    return {
        "procedure_id": dossier.procedure_id,
        "agency_id": dossier.lead_agency_id,
        "answers": _with_parts(answers, parts or _whole(dossier)),
        "satisfaction": dict(satisfaction),
        "has_paid_outside": has_paid_outside,
        "channel": channel,
        "month_on": _month_of(dossier),
        "answered_at": at,
        "is_demo": dossier.is_demo,
    }


def _parts_of(dossier: Dossier) -> list[Any]:
    done = Task.objects.filter(dossier=dossier, status=Task.DONE).exclude(timeliness="")
    return list(done.values_list("timeliness", flat=True))


def _whole(dossier: Dossier) -> list[Any]:
    """A result given at once (17.4) has no steps: the whole was the desk's own part."""
    return [dossier.timeliness] if dossier.timeliness else []


def _with_parts(answers: Mapping[str, int], parts: Sequence[Timeliness]) -> dict[str, int]:
    given = {index: answers[index] for index in ASKED}
    fact = points_for_parts(parts)
    return dict(sorted((given if fact is None else given | {"2": fact}).items()))


def _month_of(dossier: Dossier) -> date:
    """The month in which handling ended: the period that the slip is counted in."""
    ended = dossier.finished_at or dossier.closed_at or dossier.submitted_at
    return local_date(ended).replace(day=1)
