"""An officer asks for the register as a file; the worker writes it (TT 01/2018 Mẫu 06)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.exports.models import Export
from motcua.records.people.models import Account
from motcua.services.errors import NotDone

MOST_AT_ONCE = 3


def start_export(
    *,
    kind: str,
    agencies: Sequence[int] | None,
    by: Account,
    at: datetime,
    received: tuple[datetime, datetime] | None = None,
    status: str = "",
) -> Export:
    """Keeps what is wanted; nothing is read yet. The caller has asked which desks the officer may see.

    `agencies`: ids of receiving agencies, None for every one; `received`: from, and before, when.
    Raises NotDone for a kind there is not, or while three of the officer's are still being written.
    """
    if kind not in (Export.XLSX, Export.PDF):
        raise NotDone(Refused("unknown_kind", N_("Hãy chọn xuất ra Excel hoặc PDF.")))
    if Export.objects.filter(by=by, ended_at=None).count() >= MOST_AT_ONCE:
        raise NotDone(
            Refused(
                "too_many_exports",
                N_("Bạn đang có %(most)s bản chưa xuất xong. Hãy chờ, hoặc hủy bớt rồi xuất lại."),
                {"most": MOST_AT_ONCE},
            )
        )
    return Export.objects.create(
        by=by,
        kind=kind,
        agencies=None if agencies is None else list(agencies),
        status=status,
        received_from=received[0] if received else None,
        received_before=received[1] if received else None,
        asked_at=at,
    )
