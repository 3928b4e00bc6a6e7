"""The verbs at the desk: check the right, call the verb, say what happened or why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.reports.dossier_page import tasks_of
from motcua.services.clock import business_now
from motcua.services.dossiers.add_note import add_note as add_note_to
from motcua.services.dossiers.assign import assign_task
from motcua.services.dossiers.complete_step import complete_task
from motcua.services.dossiers.decline import decline_dossier
from motcua.services.dossiers.pause import pause_dossier
from motcua.services.dossiers.receive import receive_dossier
from motcua.services.dossiers.release import release_dossier
from motcua.services.dossiers.resume import resume_dossier
from motcua.services.dossiers.send_back import send_back_task
from motcua.services.dossiers.withdraw import withdraw_dossier
from motcua.services.errors import NotDone
from motcua.services.files.all_or_none import all_or_none
from motcua.web.accounts.permit import require
from motcua.web.desk.releasing import read_collected
from motcua.web.desk.uploads import stored_results
from motcua.web.desk.versions import version_of
from motcua.web.desk.views.dossiers import dossier_page, load
from motcua.web.desk.walk import is_walking, next_stop


@require_POST
def receive(request: HttpRequest, ref: str) -> HttpResponse:
    dossier = load(request, ref, "dossiers.receive")
    return do_act(
        request,
        dossier,
        lambda at: receive_dossier(dossier=dossier, by=request.user, at=at, version=version_of(request)),
        _("Đã tiếp nhận. Giấy tiếp nhận và hẹn trả kết quả đã sẵn sàng để in."),
        stays=True,
    )


@require_POST
def decline(request: HttpRequest, ref: str) -> HttpResponse:
    dossier = load(request, ref, "dossiers.decline")
    reason = request.POST.get("reason", "")
    return do_act(
        request,
        dossier,
        lambda at: decline_dossier(
            dossier=dossier, by=request.user, at=at, reason=reason, version=version_of(request)
        ),
        _("Đã từ chối tiếp nhận; người nộp thấy lý do ngay."),
    )


@require_POST
def complete_step(request: HttpRequest, ref: str, task: int) -> HttpResponse:
    dossier = load(request, ref)
    step = _task(request, dossier, task, "dossiers.complete_step")

    def act(at: datetime) -> None:
        with all_or_none(at=at) as store:
            complete_task(
                task=step,
                by=request.user,
                at=at,
                outcome=request.POST.get("outcome", ""),
                note=request.POST.get("note", ""),
                version=version_of(request),
                results=stored_results(request, store),
            )

    return do_act(request, dossier, act, _("Đã xong bước “%(step)s”.") % {"step": _(step.name)})


@require_POST
def send_back(request: HttpRequest, ref: str, task: int) -> HttpResponse:
    dossier = load(request, ref)
    step = _task(request, dossier, task, "dossiers.send_back")
    reason = request.POST.get("reason", "")
    return do_act(
        request,
        dossier,
        lambda at: send_back_task(
            task=step, by=request.user, at=at, reason=reason, version=version_of(request)
        ),
        _("Đã trả lại bước trước; người làm bước đó thấy lý do ngay."),
    )


@require_POST
def assign(request: HttpRequest, ref: str, task: int) -> HttpResponse:
    dossier = load(request, ref)
    step = _task(request, dossier, task, "dossiers.assign")
    chosen = request.POST.get("to", "")
    to = Account.objects.filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < 19 else None
    return do_act(
        request,
        dossier,
        lambda at: assign_task(task=step, to=to, by=request.user, at=at, version=version_of(request)),
        _("%(who)s nhận việc này.") % {"who": to.name} if to else _("Việc này để chung cho cả vai trò."),
        stays=True,
    )


@require_POST
def add_note(request: HttpRequest, ref: str) -> HttpResponse:
    dossier = load(request, ref, "dossiers.add_note")
    text = request.POST.get("text", "")
    return do_act(
        request,
        dossier,
        lambda at: add_note_to(dossier=dossier, by=request.user, at=at, text=text),
        _("Đã ghi; chỉ cán bộ cùng xử lý hồ sơ thấy ghi chú này."),
        stays=True,
    )


@require_POST
def release(request: HttpRequest, ref: str) -> HttpResponse:
    dossier = load(request, ref, "dossiers.release")

    def act(at: datetime) -> None:
        with all_or_none(at=at) as store:
            release_dossier(
                dossier=dossier,
                by=request.user,
                at=at,
                way=request.POST.get("way", ""),
                results=stored_results(request, store),
                version=version_of(request),
                collected=read_collected(request.POST),
            )

    return do_act(request, dossier, act, _("Đã trả kết quả."))


@require_POST
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    dossier = load(request, ref, "dossiers.withdraw")
    reason = request.POST.get("reason", "")
    return do_act(
        request,
        dossier,
        lambda at: withdraw_dossier(
            dossier=dossier, by=request.user, at=at, reason=reason, version=version_of(request)
        ),
        _("Đã rút hồ sơ theo yêu cầu của người nộp."),
    )


@require_POST
def pause(request: HttpRequest, ref: str) -> HttpResponse:
    dossier = load(request, ref, "dossiers.pause")
    cause = request.POST.get("cause", "")
    return do_act(
        request,
        dossier,
        lambda at: pause_dossier(
            dossier=dossier, by=request.user, at=at, cause=cause, version=version_of(request)
        ),
        _("Đã dừng tính hạn."),
        stays=True,
    )


@require_POST
def resume(request: HttpRequest, ref: str) -> HttpResponse:
    dossier = load(request, ref, "dossiers.resume")
    return do_act(
        request,
        dossier,
        lambda at: resume_dossier(dossier=dossier, by=request.user, at=at, version=version_of(request)),
        _("Hạn được tính tiếp."),
        stays=True,
    )


def do_act(
    request: HttpRequest,
    dossier: Dossier,
    act: Callable[[datetime], object],
    done: str,
    *,
    stays: bool = False,
) -> HttpResponse:
    """Calls the verb; on a no shows the dossier's page with the reason and what was typed."""
    try:
        act(business_now())
    except NotDone as problem:
        return dossier_page(request, dossier, problem=problem)
    messages.success(request, f"{dossier.code or dossier.tracking_code}: {done}")
    if stays:
        return redirect("desk:dossier", ref=dossier.code or dossier.tracking_code)
    if is_walking(request):
        return redirect(next_stop(request))
    return redirect(f"{reverse('desk:queue')}?from={dossier.tracking_code}")


def _task(request: HttpRequest, dossier: Dossier, number: int, permission: str) -> Task:
    """The task of that number, of this dossier, if this officer may do that to it."""
    task = tasks_of(dossier).filter(pk=number).first() if number < 2**63 else None
    if task is None:
        raise Http404(str(number))
    require(request, permission, task)
    return task
