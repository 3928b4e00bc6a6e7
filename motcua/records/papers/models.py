"""The forms of TT 01/2018 as issued: numbered, kept, found again."""

from __future__ import annotations

from django.db import models

from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account


class Paper(models.Model):
    """A form (01–05) issued for a dossier. `sealed` holds what is printed; `file` comes from the worker."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="papers")
    form = models.CharField(max_length=4)
    number = models.CharField(max_length=40)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    file_id = models.BigIntegerField(null=True, db_index=True)  # files.StoredFile stands above this app
    next_alarm_at = models.DateTimeField(null=True, db_index=True)  # when to render it, or to sign it
