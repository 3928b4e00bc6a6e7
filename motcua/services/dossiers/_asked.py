"""The items of a supplement request: a requirement of the procedure, its defect, a reason (Art. 11.2c)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers._input import reason_of
from motcua.services.errors import NotDone
from motcua.services.procedures.frozen import FORM, frozen_procedure

DEFECTS = ("missing", "unreadable", "wrong", "expired", "other")


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One requirement of the procedure (or `form`), its defect and the reason the applicant reads."""

    requirement: str
    defect: str
    reason: str


def checked_items(dossier: Dossier, items: Sequence[AskedItem]) -> list[AskedItem]:
    """The items with their reasons cleaned; NotDone where one names nothing the procedure asks for."""
    frozen = frozen_procedure(dossier.procedure_version_id)
    if not items:
        raise NotDone(Refused("nothing_asked", N_("Hãy chọn ít nhất một giấy tờ hoặc nội dung cần bổ sung.")))
    for item in items:
        if item.requirement != FORM and frozen.requirement(item.requirement) is None:
            raise NotDone(
                Refused(
                    "unknown_requirement", N_("Chỉ được yêu cầu bổ sung giấy tờ mà thủ tục này quy định.")
                )
            )
        if item.defect not in DEFECTS:
            raise NotDone(Refused("unknown_defect", N_("Hãy chọn giấy tờ đó thiếu, mờ, sai hay hết hạn.")))
    return [
        AskedItem(item.requirement, item.defect, reason_of(item.reason, field=f"reason-{item.requirement}"))
        for item in items
    ]
