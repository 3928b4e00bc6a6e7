"""What a desk takes in at the counter: its published list, searched, and what it took in of late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from motcua.kit.folding import fold
from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.procedures.models import Offer
from motcua.reports.find_procedures import nearness

PAGE = 50
_LOOKED_BACK, _RECENT = 100, 6


@dataclass(frozen=True, slots=True)
class DeskOffers:
    """`recent` are the procedures of the last counter dossiers, the latest first."""

    found: Sequence[Offer]
    has_more: bool
    recent: Sequence[Offer]


def desk_offers(agencies: Sequence[int], text: str = "") -> DeskOffers:
    """The offers in force at these agencies (ids) whose procedure holds every word of `text`."""
    fitting = _offers(agencies)
    words = fold(text).split()[:12]
    for word in words:
        fitting = fitting.filter(procedure__folded__contains=word)
    nearest = nearness(words, "procedure__folded")
    found = list(fitting.order_by(nearest, "procedure__folded", "agency_id")[: PAGE + 1])
    recent = [] if text else _recent(agencies)
    return DeskOffers(found[:PAGE], len(found) > PAGE, recent)


def offer_at(desk: Agency, procedure: str) -> Offer | None:
    """The procedure (code) as this desk offers it now."""
    return _offers([desk.pk]).filter(procedure__code=procedure).first()


def _offers(agencies: Sequence[int]) -> QuerySet[Offer]:
    in_force = Offer.objects.filter(
        agency__in=agencies, is_in_force=True, procedure__is_active=True, procedure__current__isnull=False
    )
    return in_force.select_related("procedure__field", "agency")


def _recent(agencies: Sequence[int]) -> list[Offer]:
    last = Dossier.objects.filter(receiving_agency__in=agencies, channel="counter").order_by("-pk")
    codes = list(dict.fromkeys(last.values_list("procedure_id", flat=True)[:_LOOKED_BACK]))[:_RECENT]
    offers = {offer.procedure_id: offer for offer in _offers(agencies).filter(procedure__in=codes)}
    return [offers[code] for code in codes if code in offers]
