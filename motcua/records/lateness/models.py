"""What is done about a dossier before and after it is late: who was warned, who asks for more time."""

from __future__ import annotations

from django.db import models

from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account


class ExtensionRequest(models.Model):
    """The lead agency's word to the desk before the limit, with its apology (NĐ 61/2018 Art. 19.9).

    Drafted by the system when the limit comes near; it counts once a person has given the cause and
    signed. `outcome` is empty while it may still be needed.
    """

    OPEN, UNNEEDED, MISSED, SIGNED = "", "unneeded", "missed", "signed"

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="extension_request")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")  # the lead agency
    drafted_at = models.DateTimeField()
    due_at = models.DateTimeField()  # the dossier's, as it stood when this was last written
    proposed_at = models.DateTimeField()
    cause = models.TextField(default="", blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    is_late = models.BooleanField(default=False)  # signed after Art. 19.9 allows
    outcome = models.CharField(max_length=10, default=OPEN, blank=True)
    was_late = models.BooleanField(default=False)  # the dossier, when it ended
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["agency", "due_at", "id"], name="extension_open", condition=models.Q(outcome="")
            ),
            models.Index(fields=["agency", "ended_at"], name="extension_ended"),
        ]


class Escalation(models.Model):
    """One rung of the ladder: who was warned of a due instant, and when. Written once."""

    DUE, ANSWER = "due", "answer"

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="escalations")
    about = models.CharField(max_length=8)  # the dossier's own limit, or the desk's answer to a filing
    due_at = models.DateTimeField()
    rung = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=20)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # when the rung above rings; only the highest rung so far has it
    next_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "about", "due_at", "rung"], name="escalation_once")
        ]
        indexes = [
            models.Index(fields=["agency", "role", "-id"], name="escalation_told"),
            models.Index(
                fields=["next_at"], name="escalation_next", condition=models.Q(next_at__isnull=False)
            ),
        ]
