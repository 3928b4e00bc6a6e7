"""Many tasks done in one go by the worker, with a result for each."""

from __future__ import annotations

from django.db import models

from motcua.records.people.models import Account
from motcua.records.tasks.models import Task


class Batch(models.Model):
    """What an officer asked to be done to many tasks; what the law measures is `started_at`."""

    key = models.CharField(max_length=64, unique=True)  # one batch however often the button is pressed
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="batches")
    act = models.CharField(max_length=20)  # services/batches/acts.py
    to = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    item_count = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="batch_open", condition=models.Q(ended_at__isnull=True)),
            models.Index(fields=["by", "-id"], name="batch_mine"),
        ]


class BatchItem(models.Model):
    """One task of a batch, at the version of its dossier that the officer saw."""

    WAITING, DONE, FAILED = "waiting", "done", "failed"

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=8, default=WAITING)
    refused = models.JSONField(null=True)  # {"code", "message", "params"}: why not

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="batch_item_once")]
        indexes = [models.Index(fields=["batch", "state", "position"], name="batch_item_state")]
