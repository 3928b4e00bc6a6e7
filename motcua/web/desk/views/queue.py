"""The queue: what waits for me, the soonest due first."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.kit.folding import clean_text
from motcua.records.tasks.models import Task
from motcua.reports.queue import KINDS, QueueFilter, queue_page
from motcua.services.batches.acts import ACTS
from motcua.services.calendars.frozen import working_calendar
from motcua.services.clock import business_now
from motcua.web.desk.page import holdings, show
from motcua.web.desk.remaining import remaining


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Open tasks of my roles, mine or nobody's; filters stand in the address and can be kept."""
    now = business_now()
    wanted = wanted_of(request.GET)
    page = queue_page(
        holdings(request), account=request.actor.id, wanted=wanted, after=request.GET.get("after", "")[:60]
    )
    kept = {name: request.GET[name] for name in ("kind", "holder", "q", "due") if request.GET.get(name)}
    context = {
        "acts": [(name, _(act.word)) for name, act in ACTS.items()],
        "kept": kept,
        "rows": [_row(task, now) for task in page.tasks],
        "wanted": wanted,
        "due": request.GET.get("due", ""),
        "next_href": f"?{urlencode({**kept, 'after': page.next})}" if page.next else "",
        "first_href": f"?{urlencode(kept)}" if request.GET.get("after") else "",
    }
    return show(request, "desk/queue.html", context)


def wanted_of(asked: QueryDict) -> QueueFilter:
    """The filter that an address, or a form that kept it, asks for."""
    kind, holder = asked.get("kind", "all"), asked.get("holder", "")
    due = {"overdue": timedelta(), "soon": timedelta(days=3)}.get(asked.get("due", ""))
    return QueueFilter(
        kind=kind if kind in KINDS else "all",
        holder=holder if holder in ("me", "free") else "",
        text=clean_text(asked.get("q", "")[:120]),
        before=None if due is None else business_now() + due,
    )


def _row(task: Task, now: object) -> dict[str, object]:
    calendar = working_calendar(task.dossier.calendar_version_id, task.agency.code)
    return {
        "task": task,
        "dossier": task.dossier,
        "remaining": remaining(task.limit_text, task.due_at, now=now, calendar=calendar),
        "is_stopped": task.dossier.status in {"awaiting_supplement", "awaiting_payment"},
    }
