"""How results and originals were handed over, and what collectors were told before (NĐ 61/2018 Art. 20)."""

from __future__ import annotations

from django.db import models

from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account


class HandedOver(models.Model):
    """Written once, never changed; the dossier's journal keeps the digest."""

    SELF, PROXY = "self", "proxy"
    COLLECTORS = (SELF, PROXY)

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10)  # counter, post
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    collector = models.CharField(max_length=10, default="", blank=True)  # of COLLECTORS; empty by post
    shown = models.CharField(max_length=10, default="", blank=True)  # what the collector has shown
    returned = models.JSONField(default=dict)  # {requirement: how many originals}
    # {"delegation": {...}, "post_item": "...", "kept_reason": "..."} as far as there is any: AES-GCM
    sealed = models.BinaryField()

    class Meta:
        abstract = True


class Release(HandedOver):
    """The result handed over at the counter or by post; `kept` are the originals that stay for a reason."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="release")
    kept = models.JSONField(default=dict)


class Notice(models.Model):
    """What the applicant was told before collecting, once each; the journal says when and by whom too."""

    EARLY, UNCOLLECTED = "early", "uncollected"

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "kind"], name="notice_once")]


class Return(HandedOver):
    """Originals given back without the result: before it, or later than it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="returns")

    class Meta:
        indexes = [models.Index(fields=["dossier", "id"], name="return_of_dossier")]
