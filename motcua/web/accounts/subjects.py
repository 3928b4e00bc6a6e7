"""How a record stands in the world, for rules.permissions: where it lies, whose it is, who is next."""

from __future__ import annotations

from motcua.records.absences.models import Absence
from motcua.records.agencies.models import Agency
from motcua.records.batches.models import Batch
from motcua.records.consultations.models import Consultation
from motcua.records.dossiers.models import Dossier, Draft
from motcua.records.exports.models import Export
from motcua.records.people.models import Account
from motcua.records.queueing.models import Counter
from motcua.records.tasks.models import Task
from motcua.rules.absences import STANDS_IN
from motcua.rules.permissions import Subject

_WAITING = ("role", "agency_id", "assignee_id")


def subject_of(record: object, of: str) -> Subject:
    """`of` (the permission's word) says from where the record is looked at.

    A dossier: `desk` where it was filed, `lead` who leads it, `parts` every agency with a part in it
    (one query). A task: `task`. A consultation: the agency that was asked, nobody else. An account, a draft,
    a batch, an export: whose it is. An absence: whose, and where. An agency, a counter: whatever is the
    agency's own.
    """
    if isinstance(record, Subject):
        return record
    if isinstance(record, Task):
        return Subject((tuple(record.agency.path),), record.dossier.submitter_id, (_waiting(record),))
    if isinstance(record, Consultation):
        return Subject((tuple(record.agency.path),))
    if isinstance(record, Absence):
        return absence_subject(record.agency, record.absent_id)
    if isinstance(record, Account):
        return Subject(owner=record.pk)
    if isinstance(record, Draft):
        return Subject(owner=record.account_id)
    if isinstance(record, Batch | Export):
        return Subject(owner=record.by_id)
    if isinstance(record, Counter):
        return Subject((tuple(record.agency.path),))
    if isinstance(record, Agency):
        return Subject((tuple(record.path),))
    if isinstance(record, Dossier):
        return _dossier(record, of)
    raise TypeError(f"{type(record).__name__} cannot be asked permission on")


def absence_subject(agency: Agency, absent: int) -> Subject:
    """An officer's absence from an agency, recorded or to be: own in whatever role they hold there."""
    own = tuple((role, agency.pk, absent) for role in STANDS_IN)
    return Subject((tuple(agency.path),), waits_for=own)


def _dossier(dossier: Dossier, of: str) -> Subject:
    desk, lead = dossier.receiving_agency, dossier.lead_agency
    if of == "desk":
        return Subject((tuple(desk.path),), dossier.submitter_id)
    if of == "lead":
        return Subject((tuple(lead.path),), dossier.submitter_id)
    # Columns, not records: every page of a dossier asks this.
    tasks = list(Task.objects.filter(dossier=dossier).values_list("agency__path", "status", *_WAITING))
    places = {tuple(desk.path), tuple(lead.path), *(tuple(path) for path, *_ in tasks)}
    waiting = tuple((role, agency, who) for _, status, role, agency, who in tasks if status == Task.OPEN)
    return Subject(tuple(sorted(places)), dossier.submitter_id, waiting)


def _waiting(task: Task) -> tuple[str, int, int | None]:
    return (task.role, task.agency_id, task.assignee_id)
