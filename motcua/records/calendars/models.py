"""The dated data the law is reckoned with. A version once in force is never changed."""

from __future__ import annotations

from django.db import models

from motcua.records.people.models import Account


class CalendarVersion(models.Model):
    """Hours, days off and make-up days of the whole province, agencies' own hours beside them.

    Loaded from the province's folder, or made by an administrator's `change` to the version before.
    """

    number = models.PositiveIntegerField(unique=True)
    # {"hours": {...}, "days": [{date, kind, name_vi, ...}], "agencies": {code: {"hours", "closures"}}}
    content = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    change = models.JSONField(null=True)  # rules.calendar_change; null where it was loaded
    reason = models.TextField(default="", blank=True)
    # Whether the dossiers that are open go over to it, which could not, and when the last of them had.
    moves_open = models.BooleanField(default=False)
    kept = models.JSONField(default=list)
    moved_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["number"],
                name="calendar_moving",
                condition=models.Q(moves_open=True, moved_at__isnull=True),
            )
        ]


class RulebookVersion(models.Model):
    """Limits and choices (rulebook/limits.json and its siblings) in force from a date."""

    number = models.PositiveIntegerField(unique=True)
    content = models.JSONField()
    made_at = models.DateTimeField()
