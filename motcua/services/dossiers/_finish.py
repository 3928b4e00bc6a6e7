"""The end of handling: finished or refused, timeliness fixed, the desk told to hand over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.kit.instants import local
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.rules.timeliness import timeliness_of
from motcua.services.dossiers._clock import limit_of, timeliness_at_end
from motcua.services.dossiers._messages import tell_portal
from motcua.services.dossiers._tasks import open_release
from motcua.services.dossiers._write import write_dossier
from motcua.services.papers.issue import issue_paper

STATUS = {"granted": "finished", "refused": "refused", "stopped": "stopped"}


def finish_dossier(
    dossier: Dossier, *, result: str, by: Account, at: datetime, is_immediate: bool = False, reason: str = ""
) -> None:
    """Ends handling with `result` (granted, refused, stopped); the clock decides early, on time or late.

    Raises NotDone while the clock stands still: a wait that is over must be ended first.
    """
    to = STATUS[result]
    columns = finished_columns(dossier, result=result, at=at)
    if not is_immediate:
        # Its whole story counts: what was late when it was returned stays late (Art. 19.4).
        columns["timeliness"] = timeliness_at_end(dossier, at=at)
    write_dossier(
        dossier,
        event=f"dossier.{to}",
        by=by,
        at=at,
        to=to,
        is_immediate=is_immediate,
        changes=columns,
        messages=[tell_portal(dossier, status=to, at=at, reason=reason, finished_at=at)],
    )
    open_release(dossier, at=at)
    if result == "refused":
        issue_paper(dossier=dossier, form="03", by=by, at=at, reason=reason)


def finished_columns(dossier: Dossier, *, result: str, at: datetime) -> dict[str, Any]:
    """What the dossier's columns become beside its status."""
    if dossier.due_at is None:
        raise ValueError(f"{dossier}: not received, cannot be finished")
    return {
        "finished_at": at,
        "timeliness": timeliness_of(limit_of(dossier), local(dossier.due_at), local(at)),
        "outcome": result,
        "marking": {},
        "next_alarm_at": None,
    }
