"""Until when an applicant is waited for (`supplement_wait` of the procedure; NĐ 61/2018 Art. 19.4)."""

from __future__ import annotations

from datetime import datetime

from motcua.kit.instants import instant, local, local_date
from motcua.records.dossiers.models import Dossier
from motcua.rules.time_limit import due_at, parse_limit
from motcua.services.calendars.frozen import parameter, working_calendar
from motcua.services.procedures.frozen import frozen_procedure


def waits_until(dossier: Dossier, *, asked_at: datetime) -> datetime:
    """The close of the wait for an answer to what was asked then, by the receiving desk's calendar."""
    written = frozen_procedure(dossier.procedure_version_id).content.get("supplement_wait")
    limit = written or parameter(dossier.rulebook_version_id, "supplement_wait", on=local_date(asked_at))
    calendar = working_calendar(dossier.calendar_version_id, dossier.receiving_agency.code)
    return instant(due_at(local(asked_at), parse_limit(limit), calendar))
