"""Takes a role from an officer: at once, and the work waiting for them there is anybody's again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.instants import local_date
from motcua.records.agencies.models import Assignment
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.services.journal.account_stream import record_for_account


def end_assignment(*, assignment: Assignment, by: Account | None, at: datetime) -> None:
    with transaction.atomic():
        assignment.until_on = local_date(at)
        assignment.save(update_fields=["until_on"])
        freed = Task.objects.filter(
            assignee=assignment.account_id,
            agency=assignment.agency_id,
            role=assignment.role,
            status=Task.OPEN,
        ).update(assignee=None)
        record_for_account(
            account=assignment.account,
            kind="account.role_ended",
            at=at,
            data={"role": assignment.role, "agency": assignment.agency_id, "freed_tasks": freed},
            actor=by.pk if by else None,
        )
