"""A batch of 1,000 steps, as an officer asks for it and the worker does it, beside 1,000 bare commits."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

from django.db import connection
from django.utils import timezone

from motcua.jobs.bench.figures import Figure
from motcua.kit.errors import Unusable
from motcua.kit.instants import local_date
from motcua.records.agencies.models import Agency, Assignment
from motcua.records.batches.models import BatchItem
from motcua.records.people.models import Account
from motcua.records.procedures.models import Procedure
from motcua.records.tasks.models import Task
from motcua.rules.eform_sample import SampleFacts, sample_payload
from motcua.services.batches.run_batches import run_batches
from motcua.services.batches.start_batch import MOST, start_batch
from motcua.services.clock import business_now
from motcua.services.dossiers.submit import submit_dossier
from motcua.services.procedures.frozen import frozen_procedure

_COMMUNE, _PROCEDURE = "000.25.30.H46", "1.004873"
_APPLICANT = {
    "kind": "person",
    "name": "Nguyễn Thị Lan",
    "identity": "044190000017",
    "phone": "0912345678",
    "email": "",
    "address": "Thôn Thượng Phong",
    "tax_code": "",
}


def batch_figures(count: int = MOST) -> list[Figure]:
    """Receiving `count` filings and completing the next step of each; the folder is left fuller."""
    desk = Agency.objects.get(code=_COMMUNE)
    officer = _officer(desk)
    _file_dossiers(count)
    filings = _measured(
        "receive", f"batch: {count:,} received, codes and receipts", _filed(desk, count), officer
    )
    return [filings, _measured("complete", f"batch: {count:,} steps completed", _steps(desk, count), officer)]


def _officer(desk: Agency) -> Account:
    held = Assignment.objects.filter(agency=desk, role="desk_officer", account__is_active=True)
    found = held.select_related("account").order_by("pk").first()
    if found is None:
        raise Unusable(f"{_COMMUNE} has no desk officer: is this a folder with the demo?")
    return found.account


def _file_dossiers(count: int) -> None:
    frozen = frozen_procedure(Procedure.objects.get(code=_PROCEDURE).current_id)
    at = business_now()
    facts = SampleFacts(today=local_date(at), areas=("19267",))
    form = sample_payload(frozen.form, random.Random(7), facts)  # noqa: S311 — the same form each time
    for _ in range(count):
        submit_dossier(
            procedure=_PROCEDURE,
            agency=_COMMUNE,
            applicant=_APPLICANT,
            form=form,
            documents=[],
            channel="online",
            by=None,
            at=at,
        )


def _filed(desk: Agency, count: int) -> list[Task]:
    waiting = Task.objects.filter(agency=desk, status=Task.OPEN, step=Task.INTAKE, assignee=None)
    return list(waiting.select_related("agency", "dossier").order_by("-pk")[:count])


def _steps(desk: Agency, count: int) -> list[Task]:
    waiting = Task.objects.filter(agency=desk, role="desk_officer", status=Task.OPEN, assignee=None)
    steps = waiting.exclude(step__in=Task.DESK_STEPS).filter(dossier__procedure__code=_PROCEDURE)
    return list(steps.select_related("agency", "dossier").order_by("-pk")[:count])


def _measured(act: str, name: str, tasks: Sequence[Task], officer: Account) -> Figure:
    began = time.perf_counter()
    batch = start_batch(
        act=act, tasks=tasks, by=officer, at=business_now(), key=f"bench-{act}-{timezone.now():%H%M%S%f}"
    )
    while run_batches(at=business_now(), keep_going=lambda: True):
        pass
    taken = time.perf_counter() - began
    failed = BatchItem.objects.filter(batch=batch).exclude(state=BatchItem.DONE).count()
    if failed or not tasks:
        raise Unusable(f"{name}: {failed} of {len(tasks)} were not done")
    return Figure(name, taken, "s", raw=_bare_commits(tasks), note="20 s allowed; raw: as many bare commits")


def _bare_commits(tasks: Sequence[Task]) -> float:
    """One row changed and committed for each of the tasks, by bare SQL."""
    began = time.perf_counter()
    with connection.cursor() as cursor:
        for task in tasks:
            cursor.execute("UPDATE tasks_task SET note = %s WHERE id = %s", ["bench", task.pk])
    return time.perf_counter() - began
