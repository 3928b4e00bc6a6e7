"""The end of handling: finished or refused, timeliness fixed, the desk told to hand over."""

from __future__ import annotations

from datetime import datetime

from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.services.dossiers._tasks import open_release
from motcua.services.dossiers._write import write_dossier
from motcua.services.dossiers.facts.clock import timeliness_at_end
from motcua.services.dossiers.facts.collecting import early_notice
from motcua.services.dossiers.facts.ending import STATUS, finished_columns
from motcua.services.dossiers.facts.messages import tell_portal
from motcua.services.papers.issue import issue_paper


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
    # What is given at once is taken home before anybody could be told of it.
    told = None if is_immediate else early_notice(dossier, timeliness=columns["timeliness"], by=by, at=at)
    write_dossier(
        dossier,
        event=f"dossier.{to}",
        by=by,
        at=at,
        to=to,
        is_immediate=is_immediate,
        changes=columns,
        data={"notice": told.kind} if told else {},
        messages=[tell_portal(dossier, status=to, at=at, reason=reason, finished_at=at)],
    )
    if told:
        told.save(force_insert=True)
    open_release(dossier, at=at)
    if result == "refused":
        issue_paper(dossier=dossier, form="03", by=by, at=at, reason=reason)
