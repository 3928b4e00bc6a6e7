"""The dated data the law is reckoned with. A version once in force is never changed."""

from __future__ import annotations

from django.db import models


class CalendarVersion(models.Model):
    """Hours, days off and make-up days of the whole province, agencies' own hours beside them."""

    number = models.PositiveIntegerField(unique=True)
    # {"hours": {...}, "days": [{date, kind, name_vi, ...}], "agencies": {code: {"hours", "closures"}}}
    content = models.JSONField()
    made_at = models.DateTimeField()


class RulebookVersion(models.Model):
    """Limits and choices (rulebook/limits.json and its siblings) in force from a date."""

    number = models.PositiveIntegerField(unique=True)
    content = models.JSONField()
    made_at = models.DateTimeField()
