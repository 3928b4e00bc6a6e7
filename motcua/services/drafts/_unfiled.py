"""What is filed is a draft no longer, and nothing in it changes."""

from __future__ import annotations

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Draft
from motcua.services.errors import NotDone

ALREADY_FILED = Refused(
    "already_filed", N_("Hồ sơ này đã nộp rồi, không sửa được ở đây nữa. Hãy xem trong “Hồ sơ của tôi”.")
)


def unfiled(draft: Draft) -> Draft:
    """The draft's row as it is now, locked where the database can; NotDone once it has been filed.

    SQLite locks with the transaction itself (IMMEDIATE), so call it inside one.
    """
    fresh = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("procedure", "agency")
        .filter(pk=draft.pk)
        .first()
    )
    if fresh is None or fresh.dossier_id is not None:
        raise NotDone(ALREADY_FILED)
    return fresh
