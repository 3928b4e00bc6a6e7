"""Who may be given a task: whoever holds its role at its agency on that day."""

from __future__ import annotations

from datetime import datetime

from motcua.kit.instants import local_date
from motcua.records.agencies.models import Assignment
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task


def in_place_of(task: Task, by: Account) -> dict[str, int]:
    """For the journal: whose step it was, where somebody stands in for its assignee."""
    return {"in_place_of": task.assignee_id} if task.assignee_id not in (None, by.pk) else {}


def holds_role(account: Account, task: Task, at: datetime) -> bool:
    today = local_date(at)
    held = Assignment.objects.filter(account=account, agency=task.agency, role=task.role, from_on__lte=today)
    return account.is_active and held.exclude(until_on__lt=today).exists()
