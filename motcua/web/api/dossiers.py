"""Filing, looking up and the queue."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Header, Router

from motcua.kit.instants import VIETNAM
from motcua.records.dossiers.models import Dossier
from motcua.records.tasks.models import Task
from motcua.reports.dossier_page import find_dossier
from motcua.reports.queue import QueueFilter, queue_page
from motcua.services.clock import business_now
from motcua.services.dossiers.submit import submit_dossier
from motcua.services.dossiers.verify_secret import WRONG_SECRET, verify_secret
from motcua.services.errors import NotDone
from motcua.services.files.all_or_none import all_or_none
from motcua.services.idempotency.once import Answer, do_once
from motcua.web.accounts.address import client_address
from motcua.web.accounts.permit import may
from motcua.web.api.schemas import DossierIn
from motcua.web.api.uploads import stored

router = Router(tags=["dossiers"])


@router.post("/dossiers", url_name="dossier-submit")
def submit(
    request: HttpRequest, body: DossierIn, idempotency_key: str = Header("", max_length=255)
) -> HttpResponse:
    """Files a dossier; 201 with tracking code and secret. The same key and body file it once.

    With `refuse_repeat` a filing beside a running one like it is refused (422, field `repeat`).
    """

    def act() -> Answer:
        at = business_now()
        with all_or_none(at=at) as store:
            filed = submit_dossier(
                procedure=body.procedure,
                agency=body.agency,
                applicant=body.applicant,
                form=body.form,
                documents=stored(body.documents, store),
                channel="online",
                by=request.user,
                at=at,
                is_strict=True,
                is_repeat_confirmed=not body.refuse_repeat,
            )
        dossier = filed.dossier
        return Answer(
            201,
            {
                "tracking_code": dossier.tracking_code,
                "secret": filed.secret,
                "status": dossier.status,
                "ticket": filed.ticket,
                "answer_due_at": _text(dossier.answer_due_at),
            },
        )

    if not idempotency_key:
        answer = act()
    else:
        answer = do_once(
            caller=f"account:{request.user.pk}",
            key=idempotency_key,
            body=request.body,
            at=timezone.now(),
            act=act,
        )
    return JsonResponse(answer.body, status=answer.status)


@router.get("/dossiers/{ref}", url_name="dossier")
def dossier(
    request: HttpRequest, ref: str, secret: str = "", x_dossier_secret: str = Header("", max_length=40)
) -> dict[str, Any]:
    """What this caller may see: the code and how far for anybody, more with the secret or a right."""
    found = find_dossier(ref)
    if found is None:
        raise Http404(ref)
    shown = {"tracking_code": found.tracking_code, "code": found.code, "status": found.status}
    given = (secret or x_dossier_secret)[:40]
    is_known = bool(given) and _knows(request, found, given)
    if is_known or may(request, "dossiers.read", found):
        shown |= _more(found)
    return shown


@router.get("/queue", url_name="queue")
def queue(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """The caller's open tasks, due soonest first."""
    holdings = [(one.role, one.agency) for one in request.actor.holdings]
    page = queue_page(
        holdings,
        account=request.actor.id,
        wanted=QueueFilter(),
        after=cursor[:60],
        covers=request.actor.covers,
    )
    return {"items": [_task(task) for task in page.tasks], "next": page.next or None}


def _knows(request: HttpRequest, dossier: Dossier, secret: str) -> bool:
    """A wrong secret shows what anybody sees; one try too many is answered as such."""
    try:
        verify_secret(dossier=dossier, secret=secret, address=client_address(request), at=timezone.now())
    except NotDone as no:
        if no.refused is not WRONG_SECRET:
            raise
        return False
    return True


def _more(dossier: Dossier) -> dict[str, Any]:
    open_tasks = Task.objects.filter(dossier=dossier, status=Task.OPEN).select_related("agency")
    return {
        "version": dossier.version,
        "procedure": dossier.procedure.code,
        "receiving_agency": dossier.receiving_agency.code,
        "lead_agency": dossier.lead_agency.code,
        "submitted_at": _text(dossier.submitted_at),
        "received_at": _text(dossier.received_at),
        "due_at": _text(dossier.due_at),
        "appointed_at": _text(dossier.appointed_at),
        "finished_at": _text(dossier.finished_at),
        "released_at": _text(dossier.released_at),
        "timeliness": dossier.timeliness or None,
        "tasks": [
            {"task": task.pk, "step": task.step, "name": task.name, "agency": task.agency.code}
            for task in open_tasks
        ],
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "task": task.pk,
        "step": task.step,
        "name": task.name,
        "kind": task.kind,
        "ref": task.dossier.code or task.dossier.tracking_code,
        "procedure": task.dossier.procedure.code,
        "version": task.dossier.version,
        "agency": task.agency.code,
        "due_at": _text(task.due_at),
        "assignee": task.assignee.login if task.assignee else None,
    }


def _text(at: Any) -> str | None:
    return at.astimezone(VIETNAM).isoformat(timespec="minutes") if at else None
