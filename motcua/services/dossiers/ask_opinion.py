"""Asks another agency's opinion on a dossier, with what it may see and by when (NĐ 61/2018 Art. 19.5a)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from motcua.kit.instants import instant, local, local_date
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.agencies.models import Agency, Assignment
from motcua.records.consultations.models import Consultation
from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import Document
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.rules.consultations import consultation_due_at
from motcua.rules.time_limit import TimeLimit
from motcua.services.calendars.frozen import working_calendar
from motcua.services.dossiers._input import note_of
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.dossiers.facts.consultations import QUESTION, sealed_text, text_digest
from motcua.services.errors import NotDone

MAY_BE_ASKED_ABOUT = frozenset({"received", "processing"})


def ask_opinion(
    *,
    dossier: Dossier,
    agency: Agency | None,
    by: Account,
    at: datetime,
    question: str,
    hours: int,
    documents: Sequence[int] = (),
    version: int | None = None,
) -> Consultation:
    """Asks `agency` to answer within `hours` working hours; it sees the question and `documents` (ids) only.

    The dossier's clock runs on. Raises NotDone where the dossier is not being handled, the agency has a
    part in it or is asked already, or a box lacks something.
    """
    check_version(dossier, version)
    if dossier.status not in MAY_BE_ASKED_ABOUT:
        raise NotDone(Refused("not_running", N_("Chỉ xin ý kiến khi hồ sơ đang được giải quyết.")))
    asked = _checked_agency(dossier, agency)
    told = note_of(question, field="question")
    if len(told) < 5:
        refused = Refused("question_needed", N_("Hãy ghi rõ nội dung cần cơ quan kia cho ý kiến."))
        raise NotDone(refused, {"question": refused})
    due = _due(dossier, asked, at, hours)
    shown = _shown(dossier, documents)
    with transaction.atomic():
        data = {"agency": asked.pk, "question": text_digest(told, QUESTION), "documents": shown}
        write_dossier(dossier, event="dossier.opinion_asked", by=by, at=at, data=data)
        made = Consultation.objects.create(
            dossier=dossier,
            asking_agency_id=_asking_agency(dossier, by, at),
            agency=asked,
            asked_at=at,
            asked_by=by,
            sealed_question=sealed_text(told, QUESTION),
            limit_text=str(TimeLimit(hours, "working_hour")),
            due_at=due,
        )
        made.documents.set(shown)
    return made


def _checked_agency(dossier: Dossier, agency: Agency | None) -> Agency:
    if agency is None or not agency.is_active:
        raise _no_agency(Refused("no_agency", N_("Hãy chọn cơ quan cần xin ý kiến.")))
    if agency.pk in _agencies_with_a_part(dossier):
        raise _no_agency(
            Refused(
                "has_a_part",
                N_("%(agency)s đang cùng giải quyết hồ sơ này: hãy ghi chú cho đồng nghiệp ở đó."),
                {"agency": agency.name},
            )
        )
    if Consultation.objects.filter(
        dossier=dossier, agency=agency, answered_at=None, withdrawn_at=None
    ).exists():
        raise _no_agency(
            Refused(
                "already_asked",
                N_("%(agency)s chưa trả lời lần hỏi trước. Hãy chờ, hoặc rút lần hỏi đó rồi hỏi lại."),
                {"agency": agency.name},
            )
        )
    return agency


def _no_agency(refused: Refused) -> NotDone:
    return NotDone(refused, {"agency": refused})


def _due(dossier: Dossier, agency: Agency, at: datetime, hours: int) -> datetime:
    """By the hours that the asked agency keeps."""
    due = consultation_due_at(
        local(at),
        hours,
        working_calendar(dossier.calendar_version_id, agency.code),
        dossier_due_at=local(dossier.due_at) if dossier.due_at else None,
    )
    if isinstance(due, Refused):
        raise NotDone(due, {"hours": due})
    return instant(due)


def _shown(dossier: Dossier, documents: Sequence[int]) -> list[int]:
    """The chosen documents, each of this dossier and in force."""
    own = Document.objects.filter(dossier=dossier, replaced_at=None, pk__in=documents)
    found = sorted(own.values_list("pk", flat=True))
    if len(found) != len(set(documents)):
        refused = Refused("unknown_document", N_("Có giấy tờ vừa được thay. Hãy tải lại trang rồi chọn lại."))
        raise NotDone(refused, {"documents": refused})
    return found


def _agencies_with_a_part(dossier: Dossier) -> set[int]:
    tasks = Task.objects.filter(dossier=dossier).values_list("agency_id", flat=True)
    return {dossier.receiving_agency_id, dossier.lead_agency_id, *tasks}


def _asking_agency(dossier: Dossier, by: Account, at: datetime) -> int:
    """Of the agencies with a part in the dossier, the one where `by` works today; else who leads it."""
    today = local_date(at)
    held = Assignment.objects.filter(
        Q(until_on=None) | Q(until_on__gte=today),
        account=by,
        from_on__lte=today,
        agency__in=_agencies_with_a_part(dossier),
    )
    return held.order_by("pk").values_list("agency_id", flat=True).first() or dossier.lead_agency_id
