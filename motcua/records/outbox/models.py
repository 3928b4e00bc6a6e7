"""The truth about what has to be sent: one row per message, the relay works them off."""

from __future__ import annotations

from django.db import models

from motcua.records.dossiers.models import Dossier


class Message(models.Model):
    """A message to one destination. A dossier's messages go out in the order of its versions."""

    destination = models.CharField(max_length=30)  # national_portal, applicant
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="messages")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80, unique=True)
    sealed = models.BinaryField()
    payload_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    attempt_count = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)  # null: acknowledged or parked
    leased_until_at = models.DateTimeField(null=True)
    lease = models.CharField(max_length=32, default="", blank=True)  # whose claim it is
    acknowledged_at = models.DateTimeField(null=True)
    acknowledgement = models.CharField(max_length=120, default="", blank=True)
    refused_at = models.DateTimeField(null=True)
    problem = models.TextField(default="", blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["destination", "next_attempt_at"],
                name="message_due",
                condition=models.Q(next_attempt_at__isnull=False),
            ),
            models.Index(fields=["dossier", "destination", "version"], name="message_order"),
        ]
