"""Questions between agencies, the soonest due first: asked of us, asked by us, late for our desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.records.consultations.models import Consultation

PAGE = 50
_LONGEST_ID = 18
_OPEN = Q(answered_at=None, withdrawn_at=None)
_RELATED = ("agency", "asking_agency", "dossier__procedure", "dossier__calendar_version")


@dataclass(frozen=True, slots=True)
class ConsultationPage:
    """Up to 50, and the key of the next page ("" at the end)."""

    consultations: Sequence[Consultation]
    next: str


def asked_of(agencies: Sequence[int], *, after: str = "") -> ConsultationPage:
    """What these agencies have to answer."""
    return _page(_running().filter(_OPEN, agency__in=agencies), after)


def asked_by(agencies: Sequence[int], *, after: str = "") -> ConsultationPage:
    """What these agencies wait for or were told, while the dossier is being handled."""
    return _page(_running().filter(asking_agency__in=agencies, withdrawn_at=None), after)


def late_for(desks: Sequence[int], *, now: datetime, after: str = "") -> ConsultationPage:
    """Unanswered past their limit, about dossiers that these desks have forwarded (Art. 19.5b)."""
    late = _running().filter(_OPEN, due_at__lt=now, dossier__receiving_agency__in=desks)
    return _page(late, after)


def find_consultation(number: int) -> Consultation | None:
    """With what its page names; the dossier's sealed part stays where it is."""
    if number >= 2**63:
        return None
    return _light(Consultation.objects.filter(pk=number)).select_related("answered_by", *_RELATED).first()


def _running() -> QuerySet[Consultation]:
    running = Consultation.objects.filter(dossier__finished_at=None, dossier__closed_at=None)
    return _light(running.select_related(*_RELATED))


def _light(rows: QuerySet[Consultation]) -> QuerySet[Consultation]:
    return rows.defer("dossier__sealed", "dossier__calendar_version__content")


def _page(found: QuerySet[Consultation], after: str) -> ConsultationPage:
    key = _read_key(after)
    if key is not None:
        found = found.filter(Q(due_at__gt=key[0]) | Q(due_at=key[0], id__gt=key[1]))
    rows = list(found.order_by("due_at", "id")[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return ConsultationPage(rows[:PAGE], f"{last.due_at.isoformat()}~{last.pk}" if last else "")


def _read_key(after: str) -> tuple[datetime, int] | None:
    due, _, last = after.partition("~")
    if not last.isdecimal() or len(last) > _LONGEST_ID:
        return None
    try:
        at = datetime.fromisoformat(due)
    except ValueError:
        return None
    return (at, int(last)) if at.tzinfo else None
