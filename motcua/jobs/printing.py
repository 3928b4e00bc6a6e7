"""Finds the forms issued and not yet printed, has each made into its PDF, and signed where there is a key."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from motcua.records.papers.models import Paper
from motcua.services.errors import NotDone
from motcua.services.papers.render_paper import render_paper
from motcua.services.papers.sign_paper import sign_paper
from motcua.services.signing.service import SERVICE_TROUBLE

_MOST = 20
_REST_AFTER_ERROR = timedelta(minutes=10)
_REST_OF_SERVICE = timedelta(minutes=1)

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


def sign_due_papers(*, at: datetime) -> int:
    """Up to 20 printed forms; how many were signed. While the service does not answer, all wait a minute."""
    signed = 0
    due = Paper.objects.filter(next_alarm_at__lte=at).exclude(file_id=None)
    for paper in due.order_by("next_alarm_at")[:_MOST]:
        try:
            signed += sign_paper(paper=paper, at=at)
        except NotDone as no:
            _log.warning("paper.not_signed", paper=paper.pk, why=no.refused.code)
            if no.refused.code in SERVICE_TROUBLE:
                due.update(next_alarm_at=at + _REST_OF_SERVICE)
                break
            Paper.objects.filter(pk=paper.pk).update(next_alarm_at=at + _REST_AFTER_ERROR)
        except Exception:
            _log.exception("paper.not_signed", paper=paper.pk)
            Paper.objects.filter(pk=paper.pk).update(next_alarm_at=at + _REST_AFTER_ERROR)
    return signed
