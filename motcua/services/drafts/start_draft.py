"""A citizen begins to fill in a procedure's forms, or goes on where they stopped."""

from __future__ import annotations

import secrets
from datetime import datetime

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Draft
from motcua.records.people.models import Account
from motcua.records.procedures.models import Offer, Procedure
from motcua.services.drafts.content import DraftContent, sealed_draft
from motcua.services.errors import NotDone
from motcua.services.people.profile import applicant_of


def start_draft(*, procedure: Procedure, by: Account, at: datetime) -> Draft:
    """A new draft with the applicant's page filled in from the profile; the only agency is chosen already.

    Raises NotDone where the procedure can't be filed online anywhere.
    """
    offers = Offer.objects.filter(procedure=procedure, is_in_force=True, has_online_filing=True)
    agencies = list(offers.values_list("agency_id", flat=True)[:2])
    if not agencies or procedure.current_id is None or not procedure.is_active:
        raise NotDone(
            Refused(
                "not_online",
                N_("Thủ tục này chưa nhận hồ sơ trên mạng. Hãy mang giấy tờ đến Bộ phận Một cửa."),
            )
        )
    applicant = {"kind": "person", **applicant_of(by)}
    return Draft.objects.create(
        account=by,
        procedure=procedure,
        procedure_version_id=procedure.current_id,
        agency_id=agencies[0] if len(agencies) == 1 else None,
        sealed=sealed_draft(DraftContent(applicant=applicant)),
        filing_key=secrets.token_hex(32),
        made_at=at,
        changed_at=at,
    )
