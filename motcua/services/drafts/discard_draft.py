"""Throws a draft away, with everything typed and attached."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.records.dossiers.models import Draft
from motcua.records.files.models import Document, StoredFile
from motcua.records.people.models import Account
from motcua.services.drafts._unfiled import unfiled


def discard_draft(*, draft: Draft, by: Account, at: datetime) -> None:
    """Raises NotDone once it has been filed: then it is a dossier, and is withdrawn instead."""
    with transaction.atomic():
        fresh = unfiled(draft)
        files = list(Document.objects.filter(draft=fresh).values_list("file_id", flat=True))
        fresh.delete()
        StoredFile.objects.filter(pk__in=files, documents=None).delete()
