"""What the acts panel says of a dossier that may be late: sign, set the new date, or wait for the desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from motcua.kit.instants import local
from motcua.records.dossiers.models import Dossier
from motcua.reports.dossier_page import DossierFacts
from motcua.reports.lateness import extension_of
from motcua.web.accounts.permit import may


def lateness_acts(request: HttpRequest, dossier: Dossier, facts: DossierFacts) -> dict[str, Any]:
    """`sign` names the form to show: where the agency is its own desk, one hand does both."""
    if facts.reappointment or dossier.status not in {"received", "processing"}:
        return {}
    extension = extension_of(dossier)
    is_signed = extension is not None and extension.signed_at is not None
    return {
        "draft": None if is_signed else extension,
        "signed": extension if is_signed else None,
        "reappoint": is_signed and may(request, "dossiers.reappoint", dossier),
        "sign": "" if is_signed else _form(request, dossier),
        "proposed_on": local(extension.proposed_at).strftime("%d/%m/%Y") if extension else "",
    }


def _form(request: HttpRequest, dossier: Dossier) -> str:
    is_own_desk = dossier.lead_agency_id == dossier.receiving_agency_id
    act = "apologise" if is_own_desk else "sign_extension"
    return act.replace("_", "-") if may(request, f"dossiers.{act}", dossier) else ""
