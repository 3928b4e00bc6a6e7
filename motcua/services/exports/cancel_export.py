"""An officer no longer wants an export: the worker stops at its next slice, a file already there goes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.records.exports.models import Export


def cancel_export(*, export: Export, at: datetime) -> None:
    """Ends the export, or takes its file away; a second call changes nothing."""
    with transaction.atomic():
        Export.objects.filter(pk=export.pk, ended_at=None).update(ended_at=at, outcome="cancelled")
        Export.objects.filter(pk=export.pk, file__isnull=False).update(file=None, outcome="cancelled")
