"""The queue: what waits for me, the soonest due first."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.records.tasks.models import Task
from motcua.reports.queue import queue_page
from motcua.services.batches.acts import ACTS
from motcua.services.calendars.frozen import working_calendar
from motcua.services.clock import business_now
from motcua.web.desk.page import holdings, show
from motcua.web.desk.queue_filter import kept_of, wanted_of
from motcua.web.desk.remaining import remaining
from motcua.web.desk.walk import is_walking, next_stop, skip, start_walk, stop_walk


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Open tasks of my roles, mine or nobody's; filters stand in the address and can be kept."""
    now = business_now()
    wanted = wanted_of(request.GET)
    page = queue_page(
        holdings(request),
        account=request.actor.id,
        wanted=wanted,
        after=request.GET.get("after", "")[:60],
        covers=request.actor.covers,
    )
    kept = kept_of(request.GET)
    context = {
        "acts": [(name, _(act.word)) for name, act in ACTS.items()],
        "kept": kept,
        "rows": [_row(task, now, request.actor.id) for task in page.tasks],
        "wanted": wanted,
        "due": request.GET.get("due", ""),
        "next_href": f"?{urlencode({**kept, 'after': page.next})}" if page.next else "",
        "first_href": f"?{urlencode(kept)}" if request.GET.get("after") else "",
    }
    return show(request, "desk/queue.html", context)


@require_POST
def walk(request: HttpRequest) -> HttpResponse:
    """Begins to work through the list, passes over a dossier, or stops."""
    act = request.POST.get("walk", "")
    if act == "stop":
        stop_walk(request)
        return redirect("desk:queue")
    if act == "skip" and is_walking(request):
        skip(request, request.POST.get("after", ""))
    else:
        start_walk(request, kept_of(request.POST))
    return redirect(next_stop(request))


def _row(task: Task, now: object, reader: int) -> dict[str, object]:
    calendar = working_calendar(task.dossier.calendar_version_id, task.agency.code)
    return {
        "task": task,
        "dossier": task.dossier,
        "is_in_place": task.assignee_id not in (None, reader),
        "remaining": remaining(task.limit_text, task.due_at, now=now, calendar=calendar),
        "is_stopped": task.dossier.status in {"awaiting_supplement", "awaiting_payment"},
    }
