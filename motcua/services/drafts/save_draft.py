"""Keeps what a citizen has typed, page by page, right or wrong: nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Draft
from motcua.records.people.models import Account
from motcua.records.procedures.models import Offer
from motcua.services.drafts._unfiled import unfiled
from motcua.services.drafts.content import DraftContent, open_draft, sealed_draft
from motcua.services.errors import NotDone


def save_draft(
    *,
    draft: Draft,
    by: Account,
    at: datetime,
    agency: str | None = None,
    applicant: Mapping[str, Any] | None = None,
    form: Mapping[str, Any] | None = None,
    instead_of: Iterable[str] = (),
) -> Draft:
    """Saves one page: the agency (code), the applicant, or answers of the form.

    `form` takes the place of the answers to the questions `instead_of` (a page's own); the other pages'
    stay, also those saved meanwhile in another window. Raises NotDone once the draft has been filed.
    """
    with transaction.atomic():
        fresh = unfiled(draft)
        if agency is not None:
            fresh.agency_id = _offering(fresh, agency)
        before = open_draft(fresh)
        fresh.sealed = sealed_draft(
            DraftContent(
                applicant=before.applicant if applicant is None else applicant,
                form=before.form if form is None else _merged(before.form, form, instead_of),
            )
        )
        fresh.procedure_version_id = fresh.procedure.current_id or fresh.procedure_version_id
        fresh.changed_at = at
        fresh.save(update_fields=["agency", "sealed", "procedure_version", "changed_at"])
    return fresh


def _merged(before: Mapping[str, Any], form: Mapping[str, Any], instead_of: Iterable[str]) -> dict[str, Any]:
    replaced = frozenset(instead_of)
    return {name: value for name, value in before.items() if name not in replaced} | dict(form)


def _offering(draft: Draft, agency: str) -> int:
    offer = Offer.objects.filter(
        procedure_id=draft.procedure_id, agency__code=agency, is_in_force=True, has_online_filing=True
    ).first()
    if offer is None:
        asked = Refused("not_offered", N_("Hãy chọn một cơ quan trong danh sách."))
        raise NotDone(asked, {"agency": asked})
    return offer.agency_id
