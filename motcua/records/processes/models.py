"""How a procedure is handled: published BPMN, compiled to a small table, frozen once in force."""

from __future__ import annotations

from django.db import models

from motcua.records.procedures.models import Procedure


class ProcessVersion(models.Model):
    """A BPMN file and the table it compiles to (rules.process_model.ProcessTable.to_json)."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="processes")
    number = models.PositiveIntegerField()
    xml = models.TextField()
    xml_hash = models.CharField(max_length=64)
    table = models.JSONField()
    status = models.CharField(max_length=20, default="in_force")
    in_force_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["procedure", "number"], name="process_version_once")]
