"""Finds a procedure at an agency as it is offered now, with every version a new dossier is filed under."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.calendars.models import CalendarVersion, RulebookVersion
from motcua.records.procedures.models import Offer
from motcua.records.processes.models import ProcessVersion
from motcua.services.errors import NotDone


def offer_in_force(*, procedure: str, agency: str, channel: str) -> Any:
    """The Offer with `version_id`, `process_id`, `calendar_id`, `rulebook_id`: one query, nothing cached."""
    offer = offers_with_versions().filter(procedure__code=procedure, agency__code=agency).first()
    if offer is None or not offer.is_in_force or not offer.procedure.is_active:
        raise NotDone(
            Refused(
                "not_offered",
                N_(
                    "Cơ quan này hiện không tiếp nhận thủ tục đã chọn. Hãy chọn cơ quan khác trong danh sách."
                ),
            )
        )
    if channel == "online" and not offer.has_online_filing:
        raise NotDone(
            Refused(
                "not_online",
                N_("Thủ tục này chưa nhận hồ sơ trên mạng ở cơ quan đã chọn. Hãy nộp tại Bộ phận Một cửa."),
            )
        )
    return offer


def offers_with_versions() -> QuerySet[Offer]:
    """Every Offer with the ids of the versions in force, for `offer_in_force` and those who need many."""
    in_force = ProcessVersion.objects.filter(procedure=OuterRef("procedure_id"), status="in_force")
    return Offer.objects.select_related("procedure", "agency").annotate(
        version_id=F("procedure__current_id"),
        process_id=Subquery(in_force.order_by("-number").values("pk")[:1]),
        calendar_id=Subquery(CalendarVersion.objects.order_by("-number").values("pk")[:1]),
        rulebook_id=Subquery(RulebookVersion.objects.order_by("-number").values("pk")[:1]),
    )
