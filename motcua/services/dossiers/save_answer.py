"""Keeps what an applicant has corrected in the form, page by page, right or wrong, until they send it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier, SupplementRequest
from motcua.records.people.models import Account
from motcua.services.dossiers.facts.answer import open_answer, open_request, sealed_answer
from motcua.services.dossiers.facts.content import open_content
from motcua.services.errors import NotDone
from motcua.services.procedures.frozen import frozen_procedure


def save_answer(
    *,
    dossier: Dossier,
    by: Account | None,
    at: datetime,
    form: Mapping[str, Any],
    instead_of: Iterable[str],
) -> SupplementRequest:
    """Saves one page: `form` takes the place of the answers to the questions `instead_of`.

    The other pages stay as saved before, or else as filed. The dossier itself is not touched before
    `supplement_dossier`. Raises NotDone where the form was not asked to be corrected.
    """
    with transaction.atomic():
        asked = SupplementRequest.objects.select_for_update().get(pk=open_request(dossier).pk)
        _check_asks_form(dossier, asked)
        before = open_answer(asked)
        kept = open_content(dossier).form if before is None else before
        replaced = frozenset(instead_of)
        typed = {name: value for name, value in kept.items() if name not in replaced} | dict(form)
        asked.sealed_form, asked.form_saved_at = sealed_answer(typed), at
        asked.save(update_fields=["sealed_form", "form_saved_at"])
    return asked


def _check_asks_form(dossier: Dossier, asked: SupplementRequest) -> None:
    frozen = frozen_procedure(dossier.procedure_version_id)
    if not any(frozen.is_form(item.requirement) for item in asked.items.filter(met_at=None)):
        raise NotDone(Refused("form_not_asked", N_("Cơ quan không yêu cầu sửa tờ khai của hồ sơ này.")))
