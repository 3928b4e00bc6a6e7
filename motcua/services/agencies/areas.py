"""Communes by code: what an e-form's `area` question may be answered with, and how it is shown."""

from __future__ import annotations

from functools import lru_cache

from motcua.records.agencies.models import Area

_COMMUNE_KINDS = ("xa", "phuong", "thi_tran")


@lru_cache(maxsize=4)
def commune_names(rulebook_version: int) -> dict[str, str]:
    """Commune code → “Xã Phong Thủy, Huyện Lệ Thủy”, kept by rulebook version."""
    communes = Area.objects.filter(kind__in=_COMMUNE_KINDS).select_related("parent")
    return {area.code: f"{area.name}, {area.parent.name}" if area.parent else area.name for area in communes}
