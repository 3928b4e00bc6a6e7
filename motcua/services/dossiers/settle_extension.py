"""Closes an extension request when its dossier has ended: signed, missed or not needed (Art. 19.9)."""

from __future__ import annotations

from datetime import datetime

from motcua.records.lateness.models import ExtensionRequest


def settle_extension(*, request: ExtensionRequest, at: datetime) -> str:
    """The outcome written: `signed`, `missed` (late, and nobody apologised) or `unneeded`; "" while it runs.

    `request.dossier` is loaded as it stands.
    """
    dossier = request.dossier
    if dossier.finished_at is None and dossier.closed_at is None:
        return ExtensionRequest.OPEN
    was_late = dossier.timeliness == "late"
    if request.signed_at is not None:
        outcome = ExtensionRequest.SIGNED
    else:
        outcome = ExtensionRequest.MISSED if was_late else ExtensionRequest.UNNEEDED
    ExtensionRequest.objects.filter(pk=request.pk, outcome=ExtensionRequest.OPEN).update(
        outcome=outcome, was_late=was_late, ended_at=dossier.finished_at or dossier.closed_at or at
    )
    return outcome
