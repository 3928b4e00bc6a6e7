"""What applicant and officers write to each other about a dossier."""

from __future__ import annotations

from django.db import models

from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account


class Letter(models.Model):
    """One message of the thread. Written once, never changed; `read_at` when the applicant first saw it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="letters")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    is_from_applicant = models.BooleanField()
    # {"text": "..."}: AES-GCM; the dossier's journal keeps the digest
    sealed = models.BinaryField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["dossier", "id"], name="letter_thread")]
