"""Takes a paper out of a draft again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from motcua.records.dossiers.models import Draft
from motcua.records.files.models import Document, StoredFile
from motcua.records.people.models import Account
from motcua.services.drafts._unfiled import unfiled


def remove_from_draft(*, draft: Draft, documents: Collection[int], by: Account, at: datetime) -> int:
    """Removes these of the draft's documents (ids) and their files; the number removed.

    One that is gone already is no error: the button may be pressed twice. The bytes go with the sweep.
    """
    with transaction.atomic():
        fresh = unfiled(draft)
        doomed = list(Document.objects.filter(draft=fresh, pk__in=documents))
        files = [document.file_id for document in doomed]
        Document.objects.filter(pk__in=[document.pk for document in doomed]).delete()
        StoredFile.objects.filter(pk__in=files, documents=None).delete()
        Draft.objects.filter(pk=fresh.pk).update(changed_at=at)
    return len(doomed)
