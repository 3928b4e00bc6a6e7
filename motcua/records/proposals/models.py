"""What an officer proposes to ask of an applicant, until the desk or a superior signs it or drops it."""

from __future__ import annotations

from django.db import models

from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account


class SupplementProposal(models.Model):
    """The items of a request that is not sent yet (NĐ 61/2018 Art. 5.1e, 11.2c, 19.4)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="supplement_proposals")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    items = models.JSONField()  # [requirement, defect, reason] each
    cause = models.TextField()  # why it could not be asked before, for whoever signs
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    is_sent = models.BooleanField(default=False)
    dropped_because = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(settled_at=None), name="proposal_open_once"
            )
        ]
