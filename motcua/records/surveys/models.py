"""Survey slips and the one-time tickets that open them (TT 01/2018 Art. 12)."""

from __future__ import annotations

from django.db import models

from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.procedures.models import Procedure


class Ticket(models.Model):
    """One per filing. The join from slip to dossier goes only through here (NĐ 61 Art. 27.3)."""

    code_index = models.CharField(max_length=64, unique=True)  # HMAC of the printed code
    sealed_code = models.BinaryField()
    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="ticket")
    issued_at = models.DateTimeField()


class Slip(models.Model):
    """An answered slip; the last answer before closing counts, so a ticket has one.

    `agency` leads the dossier's handling, or is the desk that declined it. Index 2 in `answers` is the lead
    agency's own; whoever else had a part has a SlipPart.
    """

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, related_name="slip")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    answers = models.JSONField()  # {"1": 2, "2": 1, ...}
    satisfaction = models.JSONField(default=dict)  # overall, ease, timeliness, attitude: 2, 1, 0
    has_paid_outside = models.BooleanField(default=False)
    channel = models.CharField(max_length=10)
    month_on = models.DateField()  # in which handling ended
    # The month it is counted in: month_on, or a later quarter's first where its own period had closed.
    counted_on = models.DateField()
    is_before_receipt = models.BooleanField(default=False)  # of a filing that never became a dossier
    answered_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)
    tallied_revision = models.PositiveIntegerField(default=0)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["agency", "procedure", "counted_on"], name="slip_counted")]


class SlipPart(models.Model):
    """Index 2 of an agency with a part in a dossier that another leads, found when the slip was given."""

    slip = models.ForeignKey(Slip, on_delete=models.CASCADE, related_name="parts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slip", "agency"], name="slip_part_once")]
