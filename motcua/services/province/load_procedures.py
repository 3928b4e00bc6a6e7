"""Procedures, their frozen versions and processes, and where each is offered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.kit.folding import fold
from motcua.records.agencies.models import Agency
from motcua.records.procedures.models import Field, Offer, Procedure, ProcedureVersion
from motcua.records.processes.models import ProcessVersion
from motcua.records.sealing import canonical
from motcua.services.province.read import Province, ReadProcess


def load_procedures(province: Province, *, at: datetime) -> dict[str, int]:
    """Makes a new version only of what changed; a version in force is never touched."""
    fields = {field.code: field.pk for field in Field.objects.all()}
    known = {procedure.code: procedure for procedure in Procedure.objects.select_related("current")}
    changed = {"procedures": 0, "processes": 0, "offers": 0}
    for code, content in province.procedures.items():
        procedure = known.get(code) or Procedure(code=code)
        _describe(procedure, content, fields[content["field"]])
        procedure.save()
        changed["procedures"] += _publish(procedure, content, province.eforms[code], at)
        changed["processes"] += _put_in_force(procedure, province.processes[code], at)
        known[code] = procedure
    gone = [procedure.pk for code, procedure in known.items() if code not in province.procedures]
    Procedure.objects.filter(pk__in=gone).update(is_active=False)
    changed["offers"] = _load_offers(province, known)
    return changed


def _describe(procedure: Procedure, content: Mapping[str, Any], field_id: int) -> None:
    words = [content["name_vi"], *content["keywords_vi"], content["result"]["name_vi"], content["code"]]
    procedure.field_id = field_id
    procedure.tier = content["tier"]
    procedure.name = content["name_vi"]
    procedure.name_en = content["name_en"]
    procedure.folded = " · ".join(fold(word) for word in words)
    procedure.declared_level = content["declared_level"]
    procedure.life_event = content["life_event"] or ""
    procedure.is_active = True


def _publish(
    procedure: Procedure, content: Mapping[str, Any], eform: Mapping[str, Any], at: datetime
) -> bool:
    content_hash = hashlib.sha256(canonical([content, eform])).hexdigest()
    if procedure.current and procedure.current.content_hash == content_hash:
        return False
    last = procedure.versions.order_by("-number").first()
    procedure.current = ProcedureVersion.objects.create(
        procedure=procedure,
        number=last.number + 1 if last else 1,
        content=content,
        eform=eform,
        content_hash=content_hash,
        published_at=at,
    )
    procedure.save(update_fields=["current"])
    return True


def _put_in_force(procedure: Procedure, process: ReadProcess, at: datetime) -> bool:
    xml_hash = hashlib.sha256(process.xml.encode("utf-8")).hexdigest()
    last = procedure.processes.order_by("-number").first()
    if last and last.xml_hash == xml_hash:
        return False
    procedure.processes.filter(status="in_force").update(status="retired")
    ProcessVersion.objects.create(
        procedure=procedure,
        number=last.number + 1 if last else 1,
        xml=process.xml,
        xml_hash=xml_hash,
        table=process.table.to_json(),
        status="in_force",
        in_force_at=at,
    )
    return True


def _load_offers(province: Province, procedures: Mapping[str, Procedure]) -> int:
    desks: dict[str, list[Agency]] = {"commune": [], "district": [], "province": []}
    for agency in Agency.objects.filter(has_desk=True, is_active=True):
        desks[agency.tier].append(agency)
    known = {(offer.procedure_id, offer.agency_id): offer for offer in Offer.objects.all()}
    wanted: dict[tuple[int, int], Offer] = {}
    for code, content in province.procedures.items():
        for agency in desks[content["tier"]]:
            offer = Offer(
                procedure=procedures[code],
                agency=agency,
                content=content["offers"],
                has_online_filing=bool(content["offers"]["has_online_filing"]),
            )
            wanted[procedures[code].pk, agency.pk] = offer
    new = [offer for key, offer in wanted.items() if key not in known]
    Offer.objects.bulk_create(new, batch_size=500)
    return len(new) + sum(_bring_up_to_date(offer, wanted.get(key)) for key, offer in known.items())


def _bring_up_to_date(offer: Offer, wanted: Offer | None) -> bool:
    """An offer the folder no longer has goes out of force; it is not deleted: dossiers were filed there."""
    is_in_force = wanted is not None
    content = wanted.content if wanted else offer.content
    if offer.is_in_force == is_in_force and offer.content == content:
        return False
    offer.is_in_force, offer.content = is_in_force, content
    offer.has_online_filing = bool(content["has_online_filing"])
    offer.save()
    return True
