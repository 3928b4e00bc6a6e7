"""The ladder of warnings in the rulebook that a dossier was filed under (rulebook/escalation.json)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from motcua.records.calendars.models import RulebookVersion
from motcua.rules.escalation import Rung, read_ladder


@lru_cache(maxsize=64)
def ladder(version_id: int, about: str, on: date) -> tuple[Rung, ...]:
    """The rungs in force on a date; a rulebook older than the ladders warns by none."""
    content = RulebookVersion.objects.values_list("content", flat=True).get(pk=version_id)
    return read_ladder(content.get("escalation", {}).get("ladders", ()), about, on=on)
