"""The worker takes open dossiers over to the calendar that an administrator put in force for them."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db.models import QuerySet

from motcua.records.calendars.models import CalendarVersion
from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.move_to_calendar import move_to_calendar
from motcua.services.errors import NotDone

_MOST = 50


def move_open_dossiers(*, at: datetime) -> int:
    """Up to 50 of those the newest calendar shall have; how many were looked at.

    One that does not fit the new calendar keeps its own. One that somebody is at comes again next time.
    """
    version = CalendarVersion.objects.filter(moves_open=True, moved_at=None).order_by("-number").first()
    if version is None:
        return 0
    dossiers = list(open_under_older(version).exclude(pk__in=version.kept)[:_MOST])
    if not dossiers:
        CalendarVersion.objects.filter(moves_open=True, moved_at=None).update(moved_at=at)
    for dossier in dossiers:
        with suppress(NotDone):
            if not move_to_calendar(dossier=dossier, calendar=version, at=at):
                version.kept.append(dossier.pk)
                version.save(update_fields=["kept"])
    return len(dossiers)


def open_under_older(version: CalendarVersion) -> QuerySet[Dossier]:
    """Unfinished dossiers that are reckoned by an older calendar."""
    return Dossier.objects.filter(
        calendar_version__number__lt=version.number, finished_at=None, closed_at=None
    ).select_related("lead_agency", "receiving_agency", "procedure")
