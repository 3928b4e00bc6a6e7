"""Nobody answered a supplement request within the wait: the dossier ends, with notice (Art. 19.4)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.instants import local
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Decision, Dossier
from motcua.services.dossiers._tasks import cancel_open_tasks, open_release
from motcua.services.dossiers._write import write_dossier
from motcua.services.dossiers.facts.answer import open_request
from motcua.services.dossiers.facts.messages import tell_portal
from motcua.services.dossiers.facts.waiting import waits_until
from motcua.services.errors import NotDone
from motcua.services.papers.issue import issue_paper


def stop_unanswered(*, dossier: Dossier, at: datetime) -> Dossier:
    """Stops a received dossier, declines one that was never received; no timeliness, it was not handled.

    The notice is Mẫu 03; what was handed in on paper is given back like a result. `dossier` comes with its
    receiving agency. Raises NotDone where nothing is asked, or the wait is not over.
    """
    request = open_request(dossier)
    until = waits_until(dossier, asked_at=request.at)
    if at <= until:
        raise NotDone(Refused("wait_not_over", N_("Chưa hết thời gian chờ người nộp bổ sung.")))
    reason = (
        f"Đã yêu cầu bổ sung ngày {local(request.at):%d/%m/%Y}, hết {local(until):%H:%M ngày %d/%m/%Y} "
        "vẫn chưa nhận đủ. Người nộp có thể nộp lại hồ sơ mới."
    )
    to = "declined" if request.is_before_receipt else "stopped"
    with transaction.atomic():
        write_dossier(
            dossier,
            event=f"dossier.{to}",
            by=None,
            at=at,
            to=to,
            changes={"closed_at": at, "next_alarm_at": None},
            data={"request": request.pk},
            messages=[tell_portal(dossier, status=to, at=at, reason=reason)],
        )
        cancel_open_tasks(dossier)
        if to == "stopped":
            open_release(dossier, at=at)
        Decision.objects.create(dossier=dossier, kind="stop", at=at, by=None, reason=reason)
        issue_paper(dossier=dossier, form="03", by=None, at=at, reason=reason)
    return dossier
