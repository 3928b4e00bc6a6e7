"""An officer looks at a dossier: what has changed since they last did is told, and this look is kept."""

from __future__ import annotations

from datetime import datetime

from motcua.records.dossiers.models import Dossier
from motcua.records.notes.models import Look
from motcua.records.people.models import Account


def look_at(*, dossier: Dossier, by: Account, at: datetime) -> Look | None:
    """Keeps this look; the one before it, None for the first.

    Of two pages opened at once the later one counts: nothing legal hangs on it.
    """
    before = Look.objects.filter(dossier=dossier, by=by).first()
    Look.objects.bulk_create(
        [Look(dossier=dossier, by=by, at=at, version=dossier.version)],
        update_conflicts=True,
        unique_fields=["by", "dossier"],
        update_fields=["at", "version"],
    )
    return before
