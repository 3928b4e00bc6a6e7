"""Results nobody has come for: listed, searched, printed; the worker has reminded their applicants."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.kit.folding import clean_text
from motcua.kit.instants import local_date
from motcua.records.tasks.models import Task
from motcua.reports.uncollected import uncollected_page
from motcua.services.calendars.uncollected import ready_before
from motcua.services.clock import business_now
from motcua.web.accounts.permit import require
from motcua.web.desk.page import desk_agencies, show

_OUTCOMES = ("granted", "refused", "stopped")


@require_safe
def uncollected(request: HttpRequest) -> HttpResponse:
    """At my desks, the longest waiting first; filtered in the address."""
    require(request, "uncollected.read")
    now = business_now()
    text, outcome = clean_text(request.GET.get("q", "")[:120]), request.GET.get("outcome", "")
    outcome = outcome if outcome in _OUTCOMES else ""
    after = request.GET.get("after", "")[:60]
    page = uncollected_page(
        desk_agencies(request), before=ready_before(now), text=text, outcome=outcome, after=after
    )
    kept = {name: value for name, value in (("q", text), ("outcome", outcome)) if value}
    context = {
        "rows": [_row(task, now) for task in page.tasks],
        "q": text,
        "outcome": outcome,
        "next_href": f"?{urlencode({**kept, 'after': page.next})}" if page.next else "",
        "first_href": f"?{urlencode(kept)}" if after else "",
    }
    return show(request, "desk/uncollected.html", context)


def _row(task: Task, now: Any) -> dict[str, Any]:
    days = (local_date(now) - local_date(task.opened_at)).days
    return {"task": task, "dossier": task.dossier, "days": days, "reminded_at": task.reminded_at}
