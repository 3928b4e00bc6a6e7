"""Reading personal data leaves a trace: one entry a request, listing the dossiers (NĐ 61/2018 Art. 27)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from motcua.records.people.models import Account
from motcua.services.journal.account_stream import record_for_account


def record_reading(*, by: Account, dossiers: Sequence[int], page: str, at: datetime) -> None:
    """Journals that `by` read personal data of these dossiers (ids) on `page` (a route name)."""
    if dossiers:
        record_for_account(
            account=by, kind="personal_data.read", at=at, data={"dossiers": list(dossiers), "page": page}
        )
