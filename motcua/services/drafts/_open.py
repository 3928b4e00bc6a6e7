"""A draft as its writer left it; what is filed is a draft no longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Draft
from motcua.records.sealing import open_sealed, seal
from motcua.services.errors import NotDone

_PURPOSE = "draft.sealed"
ALREADY_FILED = Refused(
    "already_filed", N_("Hồ sơ này đã nộp rồi, không sửa được ở đây nữa. Hãy xem trong “Hồ sơ của tôi”.")
)


@dataclass(frozen=True, slots=True)
class DraftContent:
    """`applicant` (rules.applicant) and `form`, as typed: right or wrong, nothing is thrown away."""

    applicant: Mapping[str, Any] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)


def open_draft(draft: Draft) -> DraftContent:
    """What was typed so far."""
    value = open_sealed(draft.sealed, _PURPOSE)
    return DraftContent(applicant=value.get("applicant", {}), form=value.get("form", {}))


def sealed_draft(content: DraftContent) -> bytes:
    return seal({"applicant": content.applicant, "form": content.form}, _PURPOSE)


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
