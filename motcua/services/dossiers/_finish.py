"""The end of handling: finished or refused, timeliness fixed, the desk told to hand over."""

from __future__ import annotations

from datetime import datetime

from motcua.kit.instants import local
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.rules.timeliness import timeliness_of
from motcua.services.dossiers._clock import limit_of
from motcua.services.dossiers._messages import tell_portal
from motcua.services.dossiers._tasks import open_release
from motcua.services.dossiers._write import write_dossier
from motcua.services.papers.issue import issue_paper

_STATUS = {"granted": "finished", "refused": "refused", "stopped": "stopped"}


def finish_dossier(
    dossier: Dossier, *, result: str, by: Account, at: datetime, is_immediate: bool = False, reason: str = ""
) -> None:
    """Ends handling with `result` (granted, refused, stopped); `due_at` decides early, on time or late."""
    if dossier.due_at is None:
        raise ValueError(f"{dossier}: not received, cannot be finished")
    timeliness = timeliness_of(limit_of(dossier), local(dossier.due_at), local(at))
    to = _STATUS[result]
    write_dossier(
        dossier,
        event=f"dossier.{to}",
        by=by,
        at=at,
        to=to,
        is_immediate=is_immediate,
        changes={
            "finished_at": at,
            "timeliness": timeliness,
            "outcome": result,
            "marking": {},
            "next_alarm_at": None,
        },
        messages=[tell_portal(dossier, status=to, at=at, reason=reason, finished_at=at)],
    )
    open_release(dossier, at=at)
    if result == "refused":
        issue_paper(dossier=dossier, form="03", by=by, at=at, reason=reason)
