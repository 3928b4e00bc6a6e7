"""What the system itself puts on a slip: whose it is, where it counts, index 2 (TT 01/2018 Art. 13–14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from motcua.kit.instants import local_date
from motcua.records.dossiers.models import Dossier
from motcua.records.surveys.models import Slip, SlipPart
from motcua.records.tasks.models import Task
from motcua.rules.evaluation_periods import counted_month
from motcua.rules.scoring_facts import points_for_parts
from motcua.rules.scoring_tally import DECLINED_INDICES, PARTS_INDEX
from motcua.rules.time_limit import parse_limit
from motcua.services.calendars.frozen import parameter

ASKED = ("1", "3", "4", "7")

# By agency, how the steps were done in time that it had in a dossier.
Parts = Mapping[int, Sequence[Any]]


def asked_of(dossier: Dossier) -> tuple[str, ...]:
    """The indices people are asked; no time was kept where the filing never became a dossier."""
    return DECLINED_INDICES if is_before_receipt(dossier) else ASKED


def is_before_receipt(dossier: Dossier) -> bool:
    return dossier.received_at is None


def agency_of(dossier: Dossier) -> int:
    """Whom the answers speak of: the agency that leads the handling, or the desk that never received it."""
    return dossier.receiving_agency_id if is_before_receipt(dossier) else dossier.lead_agency_id


def parts_by_agency(tasks: Sequence[tuple[int, str]]) -> Parts:
    """From (agency, timeliness) of each step; those that were never timed say nothing."""
    found: dict[int, list[str]] = defaultdict(list)
    for agency, timeliness in tasks:
        if timeliness:
            found[agency].append(timeliness)
    return found


def parts_of(dossier: Dossier) -> Parts:
    done = Task.objects.filter(dossier=dossier, status=Task.DONE)
    return parts_by_agency(list(done.values_list("agency_id", "timeliness")))


def slip_facts(dossier: Dossier, *, at: datetime) -> dict[str, Any]:
    """The columns that nobody answers."""
    month = _month_of(dossier)
    return {
        "procedure_id": dossier.procedure_id,
        "agency_id": agency_of(dossier),
        "is_before_receipt": is_before_receipt(dossier),
        "month_on": month,
        "counted_on": counted_month(month, local_date(at), closes_after_days(dossier, at=at)),
    }


def lead_part(dossier: Dossier, parts: Parts) -> dict[str, int]:
    """Index 2 of the agency that leads, as an answer; empty where there is no fact.

    A result given at once (17.4) has no steps: the whole was its own part.
    """
    whole = [dossier.timeliness] if dossier.timeliness else []
    own: Any = parts.get(dossier.lead_agency_id, ()) if parts else whole
    points = points_for_parts(own)
    return {} if points is None else {PARTS_INDEX: points}


def other_parts(slip: Slip, dossier: Dossier, parts: Parts) -> list[SlipPart]:
    """The unsaved index 2 of every other agency with a part."""
    return [
        SlipPart(slip=slip, agency_id=agency, points=points_for_parts(timeliness) or 0)
        for agency, timeliness in sorted(parts.items())
        if agency != dossier.lead_agency_id
    ]


def closes_after_days(dossier: Dossier, *, at: datetime) -> int:
    """How many days after its end a period closes, by the dossier's rulebook."""
    limit = parameter(dossier.rulebook_version_id, "period_closes_after", on=local_date(at))
    return int(parse_limit(limit).amount)


def _month_of(dossier: Dossier) -> date:
    """The month in which handling ended."""
    ended = dossier.finished_at or dossier.closed_at or dossier.submitted_at
    return local_date(ended).replace(day=1)
