"""Calendars and rulebooks as the rules take them. A version never changes, so it is kept by id."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from motcua.records.calendars.models import CalendarVersion, RulebookVersion
from motcua.rules.calendar_rows import read_calendar_rows, read_hours
from motcua.rules.working_calendar import WorkingCalendar, build_calendar, year_span


@lru_cache(maxsize=512)
def working_calendar(version_id: int, agency_code: str) -> WorkingCalendar:
    """The calendar of that version at that agency: its own hours and closures, if it has any."""
    own = _content(version_id).get("agencies", {}).get(agency_code)
    return _built(version_id, agency_code) if own else _built(version_id, "")


@lru_cache(maxsize=64)
def _built(version_id: int, agency_code: str) -> WorkingCalendar:
    return build_at(_content(version_id), agency_code, version=str(version_id))


def build_at(content: Mapping[str, Any], agency_code: str, *, version: str) -> WorkingCalendar:
    """The calendar that the content makes at an agency, kept nowhere."""
    own = content.get("agencies", {}).get(agency_code, {})
    days = read_calendar_rows(content["days"])
    first, last = year_span(days)
    return build_calendar(
        version=version,
        hours=read_hours(own.get("hours") or content["hours"]),
        days=days,
        first=first,
        last=last,
        closures={date.fromisoformat(on): reason for on, reason in own.get("closures", {}).items()},
    )


@lru_cache(maxsize=8)
def _content(version_id: int) -> dict[str, Any]:
    return dict(CalendarVersion.objects.values_list("content", flat=True).get(pk=version_id))


def parameter(version_id: int, key: str, *, on: date) -> Any:
    """A parameter of the rulebook as in force on a date (rulebook/limits.json, code_shape.json).

    Raises KeyError where the rulebook says nothing for that day: a gap in its data, never a default.
    """
    for entry in _parameters(version_id).get(key, ()):
        if entry["valid_from"] <= on.isoformat() <= (entry["valid_to"] or "9999"):
            return entry["value"]
    raise KeyError(f"{key} on {on}")


@lru_cache(maxsize=8)
def _parameters(version_id: int) -> dict[str, list[dict[str, Any]]]:
    content = RulebookVersion.objects.values_list("content", flat=True).get(pk=version_id)
    found: dict[str, list[dict[str, Any]]] = {"code_shape": content["code_shape"]["code_shape"]}
    for entry in content["limits"]["limits"]:
        found.setdefault(entry["key"], []).append(entry)
    return found
