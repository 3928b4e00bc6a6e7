"""Registers written out as files by the worker, for the officer who asked (TT 01/2018 Mẫu 06)."""

from __future__ import annotations

from django.db import models

from motcua.records.files.models import StoredFile
from motcua.records.people.models import Account


class Export(models.Model):
    """What is wanted, how far it has got, and the file until it expires.

    `agencies` are the desks the officer might see when asking (null: every desk). `worker` and `beat_at`
    tell who writes it; when the beat stops, whoever comes next begins it anew.
    """

    XLSX, PDF = "xlsx", "pdf"

    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="exports")
    kind = models.CharField(max_length=4)  # xlsx, pdf
    agencies = models.JSONField(null=True)
    status = models.CharField(max_length=20, default="", blank=True)
    received_from = models.DateTimeField(null=True)
    received_before = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    worker = models.CharField(max_length=32, default="", blank=True)
    beat_at = models.DateTimeField(null=True)
    row_count = models.PositiveIntegerField(null=True)
    done_count = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, default="", blank=True)  # written, failed, cancelled
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="exports")
    expires_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="export_open", condition=models.Q(ended_at__isnull=True)),
            models.Index(fields=["expires_at"], name="export_kept", condition=models.Q(file__isnull=False)),
            models.Index(fields=["by", "-id"], name="export_mine"),
        ]
