"""Work waiting for somebody: an inbox is one indexed query over these rows."""

from __future__ import annotations

from django.db import models

from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account


class Task(models.Model):
    """A step of a dossier at an agency for a role. DESK_STEPS are the desk's own, no process has them."""

    OPEN, DONE, CANCELLED = "open", "done", "cancelled"
    INTAKE, RELEASE = "intake", "release"
    DESK_STEPS = (INTAKE, RELEASE)

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="tasks")
    step = models.CharField(max_length=80)  # the BPMN id, or one of DESK_STEPS
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="tasks")
    role = models.CharField(max_length=20)
    assignee = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="tasks")
    status = models.CharField(max_length=10, default=OPEN)
    opened_at = models.DateTimeField()
    limit_text = models.CharField(max_length=40, default="", blank=True)
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, default="", blank=True)
    note = models.TextField(default="", blank=True)
    timeliness = models.CharField(max_length=8, default="", blank=True)
    next_alarm_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["agency", "role", "due_at", "id"],
                name="task_queue",
                condition=models.Q(status="open"),
            ),
            models.Index(
                fields=["assignee", "due_at", "id"], name="task_mine", condition=models.Q(status="open")
            ),
            models.Index(fields=["dossier", "id"], name="task_dossier"),
            models.Index(
                fields=["next_alarm_at"], name="task_alarm", condition=models.Q(next_alarm_at__isnull=False)
            ),
        ]
