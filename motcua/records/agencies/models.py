"""Where work is done: areas, agencies of three tiers, their units and who holds which role."""

from __future__ import annotations

from django.db import models

from motcua.records.people.models import Account


class Area(models.Model):
    """A province, district or commune of the General Statistics Office's list."""

    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=120)
    folded_name = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=12)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """A body with an identifier code (`000.05.19.H46`); `path` lists its ancestors' ids, itself last."""

    TIERS = ("province", "district", "commune")

    code = models.CharField(max_length=20, unique=True)
    abbr = models.CharField(max_length=20, db_index=True)
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, db_index=True)
    tier = models.CharField(max_length=10, choices=[(tier, tier) for tier in TIERS])
    kind = models.CharField(max_length=30)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="agencies")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="branches")
    path = models.JSONField(default=list)
    has_desk = models.BooleanField(default=False)
    address = models.CharField(max_length=300, default="", blank=True)
    phone = models.CharField(max_length=40, default="", blank=True)
    is_code_assumed = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """An account holds a role at an agency, from a date, perhaps until another."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="assignments")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20)
    is_reserve = models.BooleanField(default=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "agency", "role"], name="assignment_once"),
        ]
        indexes = [models.Index(fields=["agency", "role"])]
