"""Who is or will be away at these agencies, and who could stand in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from motcua.records.absences.models import Absence
from motcua.records.agencies.models import Agency
from motcua.records.people.models import Account
from motcua.rules.absences import STANDS_IN

_MOST = 200


def absences_at(agencies: Sequence[int], *, today: date) -> list[Absence]:
    """Covers that last or are to come, the soonest first; at most 200."""
    found = Absence.objects.filter(agency__in=agencies, ended_at=None, until_on__gte=today)
    return list(found.select_related("absent", "substitute", "agency").order_by("from_on", "pk")[:_MOST])


def handlers_at(agency: Agency) -> list[Account]:
    """The active officers who handle dossiers there."""
    held = Q(assignments__role__in=STANDS_IN, assignments__agency=agency)
    active = Account.objects.filter(held, is_active=True, kind=Account.OFFICER)
    return list(active.order_by("folded_name").distinct())
