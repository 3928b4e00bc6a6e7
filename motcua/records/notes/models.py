"""What officers tell each other beside a dossier, and what each has seen of it."""

from __future__ import annotations

from django.db import models

from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account


class Note(models.Model):
    """An officer's word to colleagues; the applicant never sees it. Written once, never changed."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    # {"text": "..."}: AES-GCM; the author's journal stream keeps its digest
    sealed = models.BinaryField()


class Look(models.Model):
    """The version of a dossier that an officer's page last showed them, and when."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="looks")
    by = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="looks")
    at = models.DateTimeField()
    version = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "dossier"], name="look_once")]
