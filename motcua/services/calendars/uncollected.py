"""How long a result may lie before its applicant is reminded (NĐ 61/2018 Art. 20), by the rulebook."""

from __future__ import annotations

from datetime import datetime

from motcua.kit.instants import instant, local, local_date
from motcua.records.calendars.models import RulebookVersion
from motcua.rules.collecting import uncollected_before
from motcua.rules.time_limit import TimeLimit, parse_limit
from motcua.services.calendars.frozen import parameter


def uncollected_after(rulebook: int, at: datetime) -> TimeLimit:
    """As in force on the day of `at`."""
    return parse_limit(str(parameter(rulebook, "uncollected_after", on=local_date(at))))


def ready_before(at: datetime) -> datetime:
    """What was ready before this instant is uncollected at `at`, by the newest rulebook."""
    newest = RulebookVersion.objects.order_by("-number").values_list("pk", flat=True)[0]
    return instant(uncollected_before(local(at), uncollected_after(newest, at)))
