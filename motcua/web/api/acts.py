"""The verbs on a dossier: one address each, the same verbs the pages call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Header, Router

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.reports.dossier_page import find_dossier, tasks_of
from motcua.services.clock import business_now
from motcua.services.dossiers.add_note import add_note
from motcua.services.dossiers.assign import assign_task
from motcua.services.dossiers.complete_step import complete_task
from motcua.services.dossiers.decline import decline_dossier
from motcua.services.dossiers.pause import pause_dossier
from motcua.services.dossiers.receive import receive_dossier
from motcua.services.dossiers.resume import resume_dossier
from motcua.services.dossiers.send_back import send_back_task
from motcua.services.dossiers.withdraw import withdraw_dossier
from motcua.services.errors import NotDone
from motcua.services.files.all_or_none import all_or_none
from motcua.services.idempotency.once import Answer, do_once
from motcua.services.papers.issue_control_slip import issue_control_slip
from motcua.web.accounts.permit import require
from motcua.web.api import asking, consultations, lateness, letters, releasing
from motcua.web.api.schemas import ActIn
from motcua.web.api.uploads import stored_results

router = Router(tags=["verbs"])


Verb = Callable[[HttpRequest, Dossier, ActIn, datetime], Any]


def _receive(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    receive_dossier(dossier=dossier, by=request.user, at=at, version=body.version)


def _decline(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    decline_dossier(dossier=dossier, by=request.user, at=at, reason=body.reason, version=body.version)


def _complete_step(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    task = _task(request, dossier, body, "dossiers.complete_step")
    with all_or_none(at=at) as store:
        complete_task(
            task=task,
            by=request.user,
            at=at,
            outcome=body.outcome,
            note=body.note or body.reason,
            results=stored_results(body.results, store),
            version=body.version,
        )


def _send_back(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    task = _task(request, dossier, body, "dossiers.send_back")
    send_back_task(task=task, by=request.user, at=at, reason=body.reason, version=body.version)


def _add_note(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    add_note(dossier=dossier, by=request.user, at=at, text=body.note)


def _assign(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    task = _task(request, dossier, body, "dossiers.assign")
    to = Account.objects.filter(login=body.to).first() if body.to else None
    if body.to and to is None:
        refused = Refused("no_such_account", N_("Không có tài khoản “%(login)s”."), {"login": body.to})
        raise NotDone(refused, {"to": refused})
    assign_task(task=task, to=to, by=request.user, at=at, version=body.version)


def _pause(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    pause_dossier(dossier=dossier, by=request.user, at=at, cause=body.cause, version=body.version)


def _resume(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    resume_dossier(dossier=dossier, by=request.user, at=at, version=body.version)


def _withdraw(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    withdraw_dossier(dossier=dossier, by=request.user, at=at, reason=body.reason, version=body.version)


def _issue_control_slip(request: HttpRequest, dossier: Dossier, body: ActIn, at: datetime) -> None:
    issue_control_slip(dossier=dossier, by=request.user, at=at)


VERBS: dict[str, Verb] = {
    "receive": _receive,
    "decline": _decline,
    "request-supplement": asking.ask,
    "propose-supplement": asking.propose,
    "send-proposal": asking.send,
    "write-letter": letters.write,
    "ask-opinion": consultations.ask,
    "withdraw-opinion": consultations.withdraw,
    "supplement": asking.supplement,
    "complete-step": _complete_step,
    "send-back": _send_back,
    "add-note": _add_note,
    "assign": _assign,
    "issue-control-slip": _issue_control_slip,
    "pause": _pause,
    "resume": _resume,
    "apologise": lateness.apologise_for,
    "sign-extension": lateness.sign_extension_of,
    "reappoint": lateness.reappoint_dossier,
    "withdraw": _withdraw,
    "release": releasing.release,
    "return-originals": releasing.return_back,
}


def asks(permission: str) -> Callable[[HttpRequest], Dossier]:
    """Finds the dossier of the address and asks the right to it, before the body is so much as read."""

    def dossier_of(request: HttpRequest) -> Dossier:
        ref = request.resolver_match.kwargs["ref"]
        dossier = find_dossier(ref)
        if dossier is None:
            raise Http404(ref)
        require(request, permission, dossier)
        return dossier

    return dossier_of


def door(verb: str, do: Verb) -> Callable[..., HttpResponse]:
    """The view of a verb: does it once per Idempotency-Key, answers with the new status and version."""

    def act(
        request: HttpRequest, ref: str, body: ActIn, idempotency_key: str = Header("", max_length=255)
    ) -> HttpResponse:
        dossier: Dossier = request.auth

        def acted() -> Answer:
            do(request, dossier, body, business_now())
            return Answer(200, _standing(find_dossier(dossier.tracking_code) or dossier))

        if not idempotency_key:
            answer = acted()
        else:
            answer = do_once(
                caller=f"account:{request.user.pk}",
                key=idempotency_key,
                body=f"{ref}/{verb}\n".encode() + request.body,
                at=timezone.now(),
                act=acted,
            )
        return JsonResponse(answer.body, status=answer.status)

    return act


for _verb, _do in VERBS.items():
    router.add_api_operation(
        f"/dossiers/{{ref}}/{_verb}",
        ["POST"],
        door(_verb, _do),
        auth=asks(f"dossiers.{_verb.replace('-', '_')}"),
        url_name=f"dossier-{_verb}",
        operation_id=f"dossier_{_verb.replace('-', '_')}",
        summary=_verb,
    )


def _standing(dossier: Dossier) -> dict[str, Any]:
    return {
        "tracking_code": dossier.tracking_code,
        "code": dossier.code,
        "status": dossier.status,
        "version": dossier.version,
    }


def _task(request: HttpRequest, dossier: Dossier, body: ActIn, permission: str) -> Task:
    """The task named, or the only open step there is."""
    tasks = tasks_of(dossier)
    if body.task is not None:
        task = tasks.filter(pk=body.task).first() if 0 < body.task < 2**63 else None
        if task is None:
            raise Http404(str(body.task))
    else:
        task = _only(list(tasks.filter(status=Task.OPEN).exclude(kind__in=Task.DESK_STEPS)))
    require(request, permission, task)
    return task


def _only(open_steps: list[Task]) -> Task:
    if len(open_steps) == 1:
        return open_steps[0]
    refused = Refused(
        "which_task",
        N_("Hồ sơ có %(count)s bước đang mở. Hãy nêu rõ bước nào bằng task."),
        {"count": len(open_steps)},
    )
    raise NotDone(refused, {"task": refused})
