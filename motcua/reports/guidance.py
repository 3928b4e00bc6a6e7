"""The desk's log of guidance, newest first (NĐ 61/2018 Art. 15.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.records.guidance.models import Guidance

PAGE = 50


@dataclass(frozen=True, slots=True)
class GuidancePage:
    """Up to 50 pieces and the key of the next page ("" at the end)."""

    rows: Sequence[Guidance]
    next: str


def guidance_page(
    agencies: Sequence[int] | None,
    *,
    logged: tuple[datetime, datetime] | None = None,
    after: str = "",
) -> GuidancePage:
    """Of these desks (ids; None: of all), logged from, and before, when."""
    wanted = Guidance.objects.all() if agencies is None else Guidance.objects.filter(agency_id__in=agencies)
    if logged is not None:
        wanted = wanted.filter(at__gte=logged[0], at__lt=logged[1])
    if after.isdecimal() and after.isascii() and len(after) < 19:
        wanted = wanted.filter(pk__lt=int(after))
    found = list(wanted.select_related("agency", "procedure", "by").order_by("-pk")[: PAGE + 1])
    return GuidancePage(found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else "")
