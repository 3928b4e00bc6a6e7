"""Who is away from when to when, and who does their work meanwhile."""

from __future__ import annotations

from django.db import models

from motcua.records.agencies.models import Agency
from motcua.records.people.models import Account


class Absence(models.Model):
    """An officer is away from an agency; the cover ends by itself, or earlier by `ended_at`."""

    absent = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="absences")
    substitute = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="covering")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="absences")
    from_on = models.DateField()
    until_on = models.DateField()  # the last day, in
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["agency", "until_on"], name="absence_agency")]
