"""The asked agency answers, in time or late; a late answer is told as one (NĐ 61/2018 Art. 19.5b)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.consultations.models import Consultation
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.services.dossiers._input import note_of
from motcua.services.dossiers._write import who_and_when, write_dossier
from motcua.services.dossiers.facts.consultations import ANSWER, sealed_text, text_digest
from motcua.services.errors import NotDone


def answer_opinion(*, consultation: Consultation, by: Account, at: datetime, text: str) -> Consultation:
    """Keeps the answer for who handles the dossier.

    Raises NotDone where nothing was typed, somebody was first, the question was withdrawn, or the
    dossier has ended meanwhile.
    """
    told = note_of(text, field="text")
    if len(told) < 2:
        refused = Refused("answer_needed", N_("Hãy ghi ý kiến của cơ quan bạn."))
        raise NotDone(refused, {"text": refused})
    with transaction.atomic():
        # As it stands now: the asked agency sees nothing of the dossier that could have grown stale.
        dossier = Dossier.objects.select_for_update().get(pk=consultation.dossier_id)
        standing = waiting_consultation(consultation, dossier)
        data = {"consultation": standing.pk, "answer": text_digest(told, ANSWER)}
        write_dossier(dossier, event="dossier.opinion_given", by=by, at=at, data=data)
        standing.sealed_answer = sealed_text(told, ANSWER)
        standing.answered_at, standing.answered_by = at, by
        standing.save(update_fields=["sealed_answer", "answered_at", "answered_by"])
    return standing


def waiting_consultation(consultation: Consultation, dossier: Dossier) -> Consultation:
    """Read anew under the dossier's lock; NotDone where it waits for no answer any more."""
    standing = Consultation.objects.select_related("answered_by", "withdrawn_by").get(pk=consultation.pk)
    if standing.answered_at is not None:
        said = who_and_when(standing.answered_by, standing.answered_at)
        raise NotDone(
            Refused("already_done", N_("%(who)s đã trả lời lúc %(when)s. Ý kiến đó được giữ."), said)
        )
    if standing.withdrawn_at is not None:
        said = who_and_when(standing.withdrawn_by, standing.withdrawn_at)
        raise NotDone(
            Refused(
                "already_handled",
                N_("%(who)s đã rút lần hỏi này lúc %(when)s: không cần trả lời nữa."),
                said,
            )
        )
    if dossier.finished_at is not None or dossier.closed_at is not None:
        raise NotDone(Refused("final", N_("Hồ sơ đã giải quyết xong hoặc đã đóng: không cần ý kiến nữa.")))
    return standing
