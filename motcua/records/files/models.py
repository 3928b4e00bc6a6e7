"""Stored bytes (encrypted, named by content hash) and what they are to a dossier."""

from __future__ import annotations

from django.db import models

from motcua.records.dossiers.models import Dossier, Draft
from motcua.records.people.models import Account


class StoredFile(models.Model):
    """Bytes at rest: `digest` is keyed, over the plain content; `path` is inside the data folder's files/."""

    digest = models.CharField(max_length=64, db_index=True)
    path = models.CharField(max_length=120, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()


class Document(models.Model):
    """A paper given with a dossier or a draft, or a result given out (`is_result`)."""

    dossier = models.ForeignKey(Dossier, null=True, on_delete=models.CASCADE, related_name="documents")
    draft = models.ForeignKey(Draft, null=True, on_delete=models.CASCADE, related_name="documents")
    requirement = models.CharField(max_length=60, default="", blank=True)
    name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="documents")
    is_result = models.BooleanField(default=False)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(dossier__isnull=False) | models.Q(draft__isnull=False),
                name="document_belongs",
            ),
        ]
