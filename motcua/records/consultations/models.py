"""What one agency asks another about a dossier, by when, and what it was told (NĐ 61/2018 Art. 19.5)."""

from __future__ import annotations

from django.db import models

from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import Document
from motcua.records.people.models import Account


class Consultation(models.Model):
    """A question to an agency that has no part in the dossier; open until answered or withdrawn."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="consultations")
    asking_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="consultations")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    # {"text": "..."}: AES-GCM; the dossier's journal keeps the digest
    sealed_question = models.BinaryField()
    documents = models.ManyToManyField(Document, related_name="+")  # all that the asked agency sees
    limit_text = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    sealed_answer = models.BinaryField(default=bytes)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "agency"],
                condition=models.Q(answered_at=None, withdrawn_at=None),
                name="consultation_open_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["agency", "due_at", "id"],
                name="consultation_asked",
                condition=models.Q(answered_at=None, withdrawn_at=None),
            ),
            models.Index(fields=["asking_agency", "due_at", "id"], name="consultation_ours"),
        ]

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None
