"""Communes, for the boxes of e-forms that name one."""

from __future__ import annotations

from motcua.records.agencies.models import Area

COMMUNE_KINDS = ("phuong", "thi_tran", "xa")


def communes() -> list[Area]:
    """Every commune with its district, district by district."""
    rows = Area.objects.filter(kind__in=COMMUNE_KINDS).select_related("parent")
    return list(rows.order_by("parent__code", "folded_name"))
