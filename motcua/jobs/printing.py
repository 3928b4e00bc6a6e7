"""Finds the forms issued and not yet printed, and has each made into its PDF."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from motcua.records.papers.models import Paper
from motcua.services.papers.render_paper import render_paper

_MOST = 20
_REST_AFTER_ERROR = timedelta(minutes=10)

_log = structlog.get_logger()


def print_due_papers(*, at: datetime) -> int:
    """Up to 20 papers; how many were printed. One that cannot be is tried again later, after the others."""
    printed = 0
    for paper in Paper.objects.filter(next_alarm_at__lte=at, file_id=None).order_by("next_alarm_at")[:_MOST]:
        try:
            render_paper(paper=paper, at=at)
        except Exception:
            _log.exception("paper.failed", paper=paper.pk, form=paper.form)
            Paper.objects.filter(pk=paper.pk, file_id=None).update(next_alarm_at=at + _REST_AFTER_ERROR)
            continue
        printed += 1
    return printed
