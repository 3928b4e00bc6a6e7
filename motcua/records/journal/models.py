"""The append-only journal: a stream per dossier, per account and for the configuration; sealed in batches."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One change or one reading. No personal values: ids and keyed hashes only."""

    stream = models.CharField(max_length=40)  # dossier:17, account:3, configuration
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()  # the business clock
    recorded_at = models.DateTimeField()  # the machine's
    actor = models.BigIntegerField(null=True)  # account id; no foreign key: it outlives the account
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, default="")
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "number"], name="entry_once")]


class Seal(models.Model):
    """A Merkle tree over a batch of entries, its root chained to the one before and signed."""

    number = models.PositiveIntegerField(unique=True)
    size = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    # no entry up to this id is unsealed or ever will be: where the next sealer begins to look
    floor = models.PositiveBigIntegerField(default=0)
    sealed_at = models.DateTimeField()


class Leaf(models.Model):
    """Where an entry stands in its seal's tree."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="leaf")
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="leaves")
    position = models.PositiveIntegerField()
