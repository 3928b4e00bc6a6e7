"""Result documents: attached by who makes them, shown to the applicant once the dossier is released."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import Document, StoredFile
from motcua.records.people.models import Account


def attach_results(
    dossier: Dossier, results: Sequence[tuple[str, StoredFile]], *, by: Account, at: datetime
) -> None:
    """Adds (name, stored file) pairs; their digests belong in the journal entry of the move."""
    if results:
        Document.objects.bulk_create(
            Document(dossier=dossier, name=name, file=file, is_result=True, given_at=at, given_by=by)
            for name, file in results
        )
