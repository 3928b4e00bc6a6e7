"""What the applicant is told of the hand-over: how the result went, which originals, what is still there."""

from __future__ import annotations

from typing import Any

from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.facts.collecting import notices_of, originals_left, release_of, returns_of
from motcua.services.dossiers.facts.content import SealedContent
from motcua.services.procedures.frozen import FrozenProcedure
from motcua.web.layout.handed_over import original, written


def handed_over(dossier: Dossier, content: SealedContent, frozen: FrozenProcedure) -> dict[str, Any]:
    """`written` oldest first, `left` the originals at the office once the dossier is at its end.

    `told` are the kinds of notices, as long as the result waits. What stays for a reason is not `left` again.
    """
    released, returns = release_of(dossier), returns_of(dossier, content)
    rows = sorted(filter(None, (released, *returns)), key=lambda one: one.at)
    is_over = dossier.released_at or dossier.closed_at
    kept = released.kept if released else {}
    left = originals_left(content, released, *returns) if is_over else {}
    return {
        "written": [written(frozen, row) for row in rows],
        "left": [original(frozen, key, count) for key, count in left.items() if key not in kept],
        "told": told_of_result(dossier),
        "desk": dossier.receiving_agency,
    }


def told_of_result(dossier: Dossier) -> list[str]:
    """The kinds of notices there were, as long as the result waits."""
    return [one.kind for one in notices_of(dossier)] if dossier.released_at is None else []
