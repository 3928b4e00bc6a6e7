"""What the desk has told people who came to ask: kept at the desk (NĐ 61/2018 Art. 15.2)."""

from __future__ import annotations

from django.db import models

from motcua.records.agencies.models import Agency
from motcua.records.people.models import Account
from motcua.records.procedures.models import Procedure


class Guidance(models.Model):
    """One piece of guidance. Written once, never changed; `procedure` is empty where it was about none."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    procedure = models.ForeignKey(Procedure, null=True, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10)  # counter, phone, online, post
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    # {"who": "...", "told": "..."}: AES-GCM; the author's journal stream keeps its digest
    sealed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["agency", "-id"], name="guidance_of_desk")]
