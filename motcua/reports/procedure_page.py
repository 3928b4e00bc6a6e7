"""A procedure's full information, and where it is offered (NĐ 61/2018 Art. 12; TT 32/2017 Art. 5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.records.agencies.models import Agency
from motcua.records.procedures.models import Offer, Procedure


@dataclass(frozen=True, slots=True)
class Place:
    """An agency that offers the procedure, and the district it lies in (its own name for a district)."""

    agency: Agency
    district: str
    has_online_filing: bool


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """`content` as in province/…/procedures/<code>.json."""

    procedure: Procedure
    content: Mapping[str, Any]
    places: Sequence[Place]

    @property
    def is_online(self) -> bool:
        return any(place.has_online_filing for place in self.places)


def find_procedure(code: str) -> Procedure | None:
    """One in force."""
    return (
        Procedure.objects.filter(code=code, is_active=True, current__isnull=False)
        .select_related("field", "current")
        .first()
    )


def procedure_page(procedure: Procedure) -> ProcedurePage:
    current = procedure.current
    return ProcedurePage(procedure, current.content if current else {}, places_of(procedure))


def places_of(procedure: Procedure) -> list[Place]:
    """Where it is offered, district by district."""
    offers = Offer.objects.filter(procedure=procedure, is_in_force=True, agency__is_active=True)
    with_agency = offers.select_related("agency__area__parent").order_by("agency__code")
    places = [
        Place(offer.agency, _district_of(offer.agency), offer.has_online_filing) for offer in with_agency
    ]
    return sorted(places, key=lambda place: place.district)


def _district_of(agency: Agency) -> str:
    if agency.tier == "commune" and agency.area.parent:
        return agency.area.parent.name
    return agency.area.name
