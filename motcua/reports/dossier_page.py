"""All that an officer sees of one dossier, read for the page; nothing is decided here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from motcua.kit.refusal import Refused
from motcua.records.dossiers.models import Dossier, Pause, Reappointment, SupplementRequest
from motcua.records.files.models import Document
from motcua.records.journal.models import Entry
from motcua.records.notes.models import Note
from motcua.records.papers.models import Paper
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.rules.dossier_codes import DossierCode, parse_reference


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A journal entry with the name of who did it, and of the absent officer in whose place."""

    entry: Entry
    who: str
    in_place_of: str = ""


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """What hangs on a dossier, oldest first; `documents` are the ones in force."""

    tasks: Sequence[Task]
    documents: Sequence[Document]
    results: Sequence[Document]
    papers: Sequence[Paper]
    requests: Sequence[SupplementRequest]
    pause: Pause | None
    reappointment: Reappointment | None
    history: Sequence[HistoryLine]
    notes: Sequence[Note]


def find_dossier(ref: str) -> Dossier | None:
    """By tracking or dossier code, in either shape, as people type it."""
    reference = parse_reference(ref)
    if isinstance(reference, Refused):
        return None
    if isinstance(reference, DossierCode):
        return dossiers().filter(code__in=reference.spellings).first()
    return dossiers().filter(tracking_code=reference.text).first()


def dossiers() -> QuerySet[Dossier]:
    """Dossiers with what every page of theirs names."""
    return Dossier.objects.select_related("procedure", "receiving_agency", "lead_agency")


def dossier_facts(dossier: Dossier) -> DossierFacts:
    documents = list(
        Document.objects.filter(dossier=dossier, replaced_at=None).select_related("file").order_by("id")
    )
    return DossierFacts(
        tasks=list(
            Task.objects.filter(dossier=dossier)
            .exclude(status=Task.CANCELLED)
            .select_related("agency", "assignee", "done_by", "dossier")
            .order_by("id")
        ),
        documents=[document for document in documents if not document.is_result],
        results=[document for document in documents if document.is_result],
        papers=list(Paper.objects.filter(dossier=dossier).order_by("id")),
        requests=list(
            dossier.supplement_requests.prefetch_related("items").select_related("by").order_by("at")
        ),
        pause=Pause.objects.filter(dossier=dossier, ended_at=None).first(),
        reappointment=Reappointment.objects.filter(dossier=dossier).first(),
        history=_history(dossier),
        notes=list(Note.objects.filter(dossier=dossier).select_related("by").order_by("id")),
    )


def tasks_of(dossier: Dossier) -> QuerySet[Task]:
    """Its tasks, each with the dossier as it is at hand instead of one read anew."""
    return dossier.tasks.select_related("agency", "assignee")


def documents_of(dossier: Dossier) -> list[Document]:
    """What the applicant has given and is in force, oldest first."""
    given = Document.objects.filter(dossier=dossier, is_result=False, replaced_at=None)
    return list(given.select_related("file").order_by("id"))


def readable_documents(dossier: Dossier) -> list[Document]:
    """Every file in force: what the applicant has given, oldest first, then the results."""
    in_force = Document.objects.filter(dossier=dossier, replaced_at=None).select_related("file")
    return list(in_force.order_by("is_result", "id"))


def colleagues(task: Task) -> list[Account]:
    """Active accounts that hold the task's role at its agency."""
    held = Q(assignments__agency_id=task.agency_id, assignments__role=task.role, is_active=True)
    return list(Account.objects.filter(held).order_by("folded_name").distinct())


def _history(dossier: Dossier) -> list[HistoryLine]:
    entries = list(Entry.objects.filter(stream=f"dossier:{dossier.tracking_code}").order_by("number"))
    absent = {entry.data.get("in_place_of") for entry in entries}
    actors = {one for one in (*absent, *(entry.actor for entry in entries)) if one is not None}
    names = dict(Account.objects.filter(pk__in=actors).values_list("pk", "name"))
    return [
        HistoryLine(entry, names.get(entry.actor or 0, ""), names.get(entry.data.get("in_place_of", 0), ""))
        for entry in entries
    ]
