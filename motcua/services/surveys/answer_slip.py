"""Takes a survey slip by its ticket; the last answer before its period closes counts (TT 01/2018 Art. 12)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from motcua.kit.instants import local_date
from motcua.kit.periods import quarter_of
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.surveys.models import Slip, SlipPart, Ticket
from motcua.rules.evaluation_periods import is_closed
from motcua.services.errors import NotDone
from motcua.services.surveys.slip_facts import (
    Parts,
    asked_of,
    closes_after_days,
    lead_part,
    other_parts,
    parts_of,
    slip_facts,
)

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

    `answers` are points (2, 1, 0) for the indices that `slip_facts.asked_of` names, `satisfaction` the same
    for SATISFACTION where it is asked at all. A slip after its period has closed counts in the next. Raises
    NotDone while the dossier is still being handled, where an earlier answer was counted in a period
    that has closed since, or naming a missing answer.
    """
    dossier = ticket.dossier
    check_can_answer(ticket, at=at)
    _check_points(answers, asked_of(dossier))
    _check_points(satisfaction, tuple(satisfaction))
    parts = parts_of(dossier)
    columns = slip_columns(
        dossier,
        parts,
        answers=answers,
        satisfaction=satisfaction,
        has_paid_outside=has_paid_outside,
        channel=channel,
        at=at,
    )
    with transaction.atomic():
        slip, is_new = Slip.objects.get_or_create(ticket=ticket, defaults=columns)
        if is_new:
            SlipPart.objects.bulk_create(other_parts(slip, dossier, parts))
        else:
            Slip.objects.filter(pk=slip.pk).update(**columns, revision=F("revision") + 1)
            slip.refresh_from_db()
    return slip


def check_can_answer(ticket: Ticket, *, at: datetime) -> None:
    """There must be an outcome, and no earlier answer that a closed period rests on; raises NotDone."""
    dossier = ticket.dossier
    if dossier.status not in _OVER:
        raise NotDone(
            Refused(
                "too_early",
                N_("Hồ sơ %(code)s đang được giải quyết. Hãy trở lại trả lời phiếu này khi đã có kết quả."),
                {"code": dossier.code or dossier.tracking_code},
            )
        )
    given = Slip.objects.filter(ticket=ticket).values_list("counted_on", flat=True).first()
    if given is None:
        return
    quarter = quarter_of(given)
    if is_closed(quarter, local_date(at), closes_after_days(dossier, at=at)):
        raise NotDone(
            Refused(
                "period_closed",
                N_(
                    "Phiếu này đã được tính vào quý %(quarter)s/%(year)s. Quý đó đã khoá sổ nên câu trả lời "
                    "không đổi được nữa; bạn không cần làm gì thêm."
                ),
                {"quarter": str(quarter.quarter), "year": str(quarter.year)},
            )
        )


def slip_columns(
    dossier: Dossier,
    parts: Parts,
    *,
    answers: Mapping[str, int],
    satisfaction: Mapping[str, int],
    has_paid_outside: bool,
    channel: str,
    at: datetime,
) -> dict[str, Any]:
    """The slip's columns: what was answered, and the facts beside it."""
    given = {index: answers[index] for index in asked_of(dossier)} | lead_part(dossier, parts)
    return {
        **slip_facts(dossier, at=at),
        "answers": dict(sorted(given.items())),
        "satisfaction": dict(satisfaction),
        "has_paid_outside": has_paid_outside,
        "channel": channel,
        "answered_at": at,
        "is_demo": dossier.is_demo,
    }


def _check_points(points: Mapping[str, int], asked: tuple[str, ...]) -> None:
    missing = Refused("not_answered", N_("Hãy chọn một câu trả lời."))
    wrong = {name: missing for name in asked if points.get(name) not in (0, 1, 2)}
    if wrong:
        raise NotDone(Refused("incomplete", N_("Còn câu chưa trả lời.")), wrong)
