"""What can be asked for: fields, procedures, their frozen versions, and where each is offered."""

from __future__ import annotations

from django.db import models

from motcua.records.agencies.models import Agency


class Field(models.Model):
    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, default="", blank=True)

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """A procedure by its national code; what it says stands in its versions."""

    code = models.CharField(max_length=30, unique=True)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="procedures")
    tier = models.CharField(max_length=10)
    name = models.CharField(max_length=400)
    name_en = models.CharField(max_length=400, default="", blank=True)
    # folded name, keywords and result: one column serves search on both databases
    folded = models.TextField(default="")
    declared_level = models.PositiveSmallIntegerField(default=1)
    computed_level = models.PositiveSmallIntegerField(default=1)
    life_event = models.CharField(max_length=30, default="", blank=True, db_index=True)
    current = models.ForeignKey("ProcedureVersion", null=True, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class ProcedureVersion(models.Model):
    """The frozen text of a procedure: limit, requirements, fees, result, e-form (province/…/procedures)."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    eform = models.JSONField()
    content_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedure_version_once"),
        ]


class Offer(models.Model):
    """A procedure at one agency: what can be done online there. On the desk's published list."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="offers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="offers")
    content = models.JSONField()
    has_online_filing = models.BooleanField(default=False)
    is_in_force = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["procedure", "agency"], name="offer_once")]
