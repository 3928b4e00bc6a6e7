"""Loads a province from its folder: whole or not at all, and again and again with the same result."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from motcua.kit.folding import fold
from motcua.records.agencies.models import Agency, Area
from motcua.records.calendars.models import RulebookVersion
from motcua.records.procedures.models import Field
from motcua.services.calendars.load_calendar import load_calendar
from motcua.services.journal.configuration_stream import record_configuration
from motcua.services.province.load_procedures import load_procedures
from motcua.services.province.read import Province, read_province


def load_province(*, folder: Path, at: datetime) -> dict[str, int]:
    """Brings the database to what the folder says; rows that the folder no longer has are retired.

    Raises WrongProvince (nothing written). Returns what was made or changed, counted by noun.
    """
    province = read_province(folder)
    with transaction.atomic():
        changed = {
            "areas": _load_areas(province),
            "agencies": _load_agencies(province),
            "fields": _load_fields(province),
            **load_procedures(province, at=at),
            "calendars": load_calendar(content=province.calendar, at=at),
            "rulebooks": _load_rulebook(province.rulebook, at),
        }
        if any(changed.values()):
            record_configuration(kind="province.loaded", at=at, data=changed)
    return changed


def _load_areas(province: Province) -> int:
    known = {area.code: area for area in Area.objects.select_related("parent")}
    changed = 0
    # The file names parents before their parts; any order would do for two rounds of it.
    for row in sorted(province.areas.values(), key=lambda row: (bool(row["parent_code"]), len(row["code"]))):
        area = known.get(row["code"]) or Area(code=row["code"])
        parent = known.get(row["parent_code"])
        changed += _save_changed(
            area,
            {
                "name": row["name"],
                "folded_name": fold(row["name"]),
                "kind": row["kind"],
                "parent_id": parent.pk if parent else None,
            },
        )
        known[area.code] = area
    return changed


def _load_agencies(province: Province) -> int:
    areas = {area.code: area.pk for area in Area.objects.all()}
    known = {agency.code: agency for agency in Agency.objects.all()}
    changed = 0
    for row in _parents_first(province.agencies):
        agency = known.get(row["code"]) or Agency(code=row["code"])
        parent = known.get(row["parent_code"])
        values = {
            "abbr": row["abbr"],
            "name": row["name"],
            "folded_name": fold(row["name"]),
            "tier": row["tier"],
            "kind": row["kind"],
            "area_id": areas[row["area_code"]],
            "parent_id": parent.pk if parent else None,
            "has_desk": row["has_desk"] == "true",
            "address": row["address"],
            "phone": row["phone"],
            "is_code_assumed": row["is_code_assumed"] == "true",
            "is_active": True,
        }
        changed += _save_changed(agency, values)
        path = [*(parent.path if parent else []), agency.pk]
        _save_changed(agency, {"path": path})
        known[agency.code] = agency
    gone = [agency.pk for code, agency in known.items() if code not in province.agencies]
    return changed + Agency.objects.filter(pk__in=gone, is_active=True).update(is_active=False)


def _parents_first(rows: Mapping[str, Mapping[str, str]]) -> list[Mapping[str, str]]:
    def depth(row: Mapping[str, str]) -> int:
        return 1 + depth(rows[row["parent_code"]]) if row["parent_code"] else 0

    return sorted(rows.values(), key=depth)


def _load_fields(province: Province) -> int:
    known = {field.code: field for field in Field.objects.all()}
    return sum(
        _save_changed(
            known.get(code) or Field(code=code), {"name": row["name_vi"], "name_en": row["name_en"]}
        )
        for code, row in province.fields.items()
    )


def _load_rulebook(content: Mapping[str, Any], at: datetime) -> int:
    """A new version where the content differs from the last; versions are never changed."""
    last = RulebookVersion.objects.order_by("-number").first()
    if last and last.content == content:
        return 0
    RulebookVersion.objects.create(number=last.number + 1 if last else 1, content=content, made_at=at)
    return 1


def _save_changed(row: Any, values: Mapping[str, Any]) -> bool:
    """Saves the row only where a value differs: loading twice writes nothing."""
    if row.pk and all(getattr(row, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return True
