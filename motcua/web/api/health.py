"""Liveness, readiness and Prometheus figures."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.records.journal.models import Seal
from motcua.records.outbox.models import Message


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can serve: its database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database unreachable"}, status=503)
    return JsonResponse({"status": "ok"})


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """What an operator's alarms go by: the outbox's backlog and age, the age of the last seal."""
    waiting = Message.objects.filter(next_attempt_at__isnull=False).aggregate(
        count=Count("id"), oldest=Min("made_at")
    )
    parked = Message.objects.filter(refused_at__isnull=False, acknowledged_at=None).count()
    sealed = Seal.objects.order_by("-number").values_list("sealed_at", flat=True).first()
    now = timezone.now()
    lines = [
        *_gauge("motcua_outbox_waiting", "Messages waiting to be sent", waiting["count"]),
        *_gauge(
            "motcua_outbox_oldest_seconds", "Age of the oldest waiting message", _age(now, waiting["oldest"])
        ),
        *_gauge("motcua_outbox_parked", "Messages refused by their destination", parked),
        *_gauge("motcua_seal_age_seconds", "Time since the journal was last sealed", _age(now, sealed)),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _gauge(name: str, words: str, value: float) -> list[str]:
    return [f"# HELP {name} {words}", f"# TYPE {name} gauge", f"{name} {value}"]


def _age(now: object, then: object) -> float:
    return round((now - then).total_seconds(), 1) if then else 0  # type: ignore[operator]
