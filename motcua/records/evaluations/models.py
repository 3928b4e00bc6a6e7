"""Roll-ups kept as the work happens and the scores drawn from them; each re-derivable exactly."""

from __future__ import annotations

from django.db import models

from motcua.records.agencies.models import Agency
from motcua.records.people.models import Account
from motcua.records.procedures.models import Procedure


class MonthTally(models.Model):
    """Counts for one agency, procedure and month (by local date of the event counted).

    Dossiers count with the agency that leads them and, as parts, with each other that has a step in them.
    Slips are kept in groups that weigh differently, each as {index: [points, slips]}.
    """

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE)
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE)
    month_on = models.DateField()
    received_count = models.PositiveIntegerField(default=0)
    online_count = models.PositiveIntegerField(default=0)  # of those received
    finished_count = models.PositiveIntegerField(default=0)  # finished or refused
    early_count = models.PositiveIntegerField(default=0)
    on_time_count = models.PositiveIntegerField(default=0)
    late_count = models.PositiveIntegerField(default=0)
    closed_count = models.PositiveIntegerField(default=0)  # received, then withdrawn or stopped
    declined_count = models.PositiveIntegerField(default=0)
    part_received_count = models.PositiveIntegerField(default=0)  # others' dossiers, by the first step here
    part_finished_count = models.PositiveIntegerField(default=0)
    part_closed_count = models.PositiveIntegerField(default=0)
    slip_count = models.PositiveIntegerField(default=0)  # of dossiers led here, in time or late
    slips = models.JSONField(default=dict)
    part_slips = models.JSONField(default=dict)
    declined_slips = models.JSONField(default=dict)
    late_slips = models.JSONField(default=dict)  # by the month they would have counted in: {"2020-03": …}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "procedure", "month_on"], name="month_tally_once"),
        ]
        indexes = [models.Index(fields=["month_on", "agency"])]


class SelfAssessment(models.Model):
    """An agency's own points for an index in a period, and the appraised ones (NĐ 61 Art. 30)."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE)
    period = models.CharField(max_length=6)  # 2020Q3, 2020
    index = models.CharField(max_length=4)
    points = models.PositiveSmallIntegerField(null=True)
    is_excused = models.BooleanField(default=False)
    appraised_points = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "period", "index"], name="self_assessment_once"),
        ]
