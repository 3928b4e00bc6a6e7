"""Issues a form of TT 01/2018 for a dossier: numbered, its words fixed now, rendered by the worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from motcua.kit.instants import utc_text
from motcua.records.dossiers.models import Dossier
from motcua.records.papers.models import Paper
from motcua.records.people.models import Account
from motcua.records.sealing import seal

PURPOSE = "paper.sealed"


class Asked(Protocol):
    """An item of a supplement request, as Mẫu 02 prints it."""

    @property
    def requirement(self) -> str: ...
    @property
    def defect(self) -> str: ...
    @property
    def reason(self) -> str: ...


def issue_paper(
    *,
    dossier: Dossier,
    form: str,
    by: Account | None,
    at: datetime,
    reason: str = "",
    items: Sequence[Asked] = (),
) -> Paper:
    """Issues Mẫu `form` (01–04) in the transaction of the move it tells of."""
    paper = make_paper(dossier=dossier, form=form, by=by, at=at, reason=reason, items=items)
    paper.save(force_insert=True)
    return paper


def make_paper(
    *,
    dossier: Dossier,
    form: str,
    by: Account | None,
    at: datetime,
    reason: str = "",
    items: Sequence[Asked] = (),
    more: Mapping[str, Any] | None = None,
) -> Paper:
    """The unsaved form; `more` is what this form alone says.

    What a later change could alter (due date, reason, items) is sealed with it; what is frozen by
    version or sealed in the dossier is read when it is rendered.
    """
    content: dict[str, Any] = {
        "due_at": utc_text(dossier.due_at) if dossier.due_at else None,
        "appointed_at": utc_text(dossier.appointed_at) if dossier.appointed_at else None,
        "by": by.name if by else "",
        "reason": reason,
        "items": [[item.requirement, item.defect, item.reason] for item in items],
        **(more or {}),
    }
    return Paper(
        dossier=dossier,
        form=form,
        number=f"{dossier.code or dossier.tracking_code}/{form}",
        agency_id=dossier.receiving_agency_id,
        issued_at=at,
        issued_by=by,
        sealed=seal(content, PURPOSE),
        next_alarm_at=at,
    )
