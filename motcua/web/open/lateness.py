"""Late dossiers and apologies nobody signed, by agency, for everybody to see (NĐ 61/2018 Art. 19.9, 25)."""

from __future__ import annotations

from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.kit.instants import instant, local_date
from motcua.reports.lateness import public_lateness
from motcua.services.clock import business_now
from motcua.web.open.asked import asked_period, period_words


@require_safe
def lateness(request: HttpRequest) -> HttpResponse:
    """What is overdue now and what ended late in the period, by the agency that led it."""
    asked = asked_period(request)
    now = business_now()
    period = asked.period
    rows = public_lateness(
        today=_midnight(local_date(now)),
        since=_midnight(period.begins_on),
        until=_midnight(period.ends_before),
    )
    context = {
        "problem": asked.problem,
        "period": period,
        "period_name": period_words(period),
        "periods": [(one, period_words(one)) for one in asked.periods],
        "rows": rows,
        "now": now,
        "total": {
            name: sum(getattr(row, name) for row in rows)
            for name in ("overdue", "silent", "late", "missed", "signed_late")
        },
    }
    return render(request, "open/lateness.html", context)


def _midnight(on: date) -> datetime:
    return instant(datetime.combine(on, time()))
