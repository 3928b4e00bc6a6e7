"""The catalogue: procedures found without diacritics, and one whole."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from motcua.kit.folding import fold
from motcua.records.procedures.models import Offer, Procedure

router = Router(tags=["procedures"])
_PAGE = 50


@router.get("/procedures", url_name="procedures")
def procedures(
    request: HttpRequest,
    q: str = "",
    field: str = "",
    agency: str = "",
    tier: str = "",
    level: int | None = None,
    cursor: str = "",
) -> dict[str, Any]:
    """Procedures by code, 50 at a time; every word of `q` must be found, diacritics or not."""
    found = Procedure.objects.filter(is_active=True).select_related("field", "current").order_by("code")
    for word in fold(q[:200]).split():
        found = found.filter(folded__contains=word)
    if field:
        found = found.filter(field__code=field)
    if tier:
        found = found.filter(tier=tier)
    if level is not None:
        found = found.filter(declared_level=level)
    if agency:
        found = found.filter(
            pk__in=Offer.objects.filter(agency__code=agency, is_in_force=True).values("procedure")
        )
    if cursor:
        found = found.filter(code__gt=cursor)
    page = list(found[: _PAGE + 1])
    items = [_short(procedure) for procedure in page[:_PAGE]]
    return {"items": items, "next": items[-1]["code"] if len(page) > _PAGE else None}


@router.get("/procedures/{code}", url_name="procedure")
def procedure(request: HttpRequest, code: str) -> dict[str, Any]:
    """Everything published of a procedure, its e-form's schema, and where it is offered."""
    found = Procedure.objects.select_related("field", "current").filter(code=code, is_active=True).first()
    if found is None or found.current is None:
        raise Http404(code)
    offers = Offer.objects.filter(procedure=found, is_in_force=True).values_list("agency__code", flat=True)
    return {
        **_short(found),
        "content": found.current.content,
        "form": found.current.eform,
        "agencies": sorted(offers),
    }


def _short(procedure: Procedure) -> dict[str, Any]:
    return {
        "code": procedure.code,
        "name": procedure.name,
        "name_en": procedure.name_en,
        "field": procedure.field.code,
        "tier": procedure.tier,
        "level": procedure.declared_level,
        "limit": procedure.current.content["limit"] if procedure.current else None,
    }
