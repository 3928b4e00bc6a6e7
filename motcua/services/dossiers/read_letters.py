"""The applicant opens the thread: what officers wrote counts as read from now on."""

from __future__ import annotations

from datetime import datetime

from motcua.records.dossiers.models import Dossier
from motcua.records.letters.models import Letter


def read_letters(*, dossier: Dossier, at: datetime) -> None:
    """Nothing legal hangs on it, so nothing is journalled."""
    Letter.objects.filter(dossier=dossier, is_from_applicant=False, read_at=None).update(read_at=at)
