"""What an answer to a supplement request gives: which items it meets, and what the dossier then holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from motcua.kit.instants import local_date
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier, SupplementItem, SupplementRequest
from motcua.rules.eform_check import check_payload
from motcua.services.agencies.areas import commune_names
from motcua.services.dossiers.facts.content import SealedContent
from motcua.services.errors import NotDone
from motcua.services.procedures.frozen import FORM, frozen_procedure

NOTHING_GIVEN = Refused(
    "nothing_asked_given", N_("Hãy gửi ít nhất một mục cơ quan yêu cầu: giấy tờ, hoặc tờ khai đã sửa.")
)
_NOT_ASKED = Refused("not_asked", N_("Cơ quan không yêu cầu mục này. Hãy bỏ ra rồi gửi lại."))
_INVALID_FORM = Refused(
    "invalid_form", N_("Tờ khai còn chỗ cần sửa. Hãy sửa các chỗ được đánh dấu rồi gửi lại.")
)


def met_items(
    dossier: Dossier, request: SupplementRequest, papers: Collection[str], *, has_form: bool
) -> list[SupplementItem]:
    """The items that this answers, by requirement of the `papers` and the form.

    Raises NotDone where it answers none, or brings something that nobody asked for.
    """
    frozen = frozen_procedure(dossier.procedure_version_id)
    items = list(request.items.all())
    asked = {item.requirement for item in items} - {FORM}
    asks_form = {item.pk for item in items if frozen.is_form(item.requirement)}
    met = [
        item
        for item in items
        if item.met_at is None
        and (item.requirement in asked.intersection(papers) or (has_form and item.pk in asks_form))
    ]
    if not met:
        raise NotDone(NOTHING_GIVEN)
    unasked = {f"documents.{key}": _NOT_ASKED for key in papers if key not in asked}
    if has_form and not asks_form:
        unasked[FORM] = _NOT_ASKED
    if unasked:
        raise NotDone(_NOT_ASKED, unasked)
    return met


def content_after(
    content: SealedContent,
    dossier: Dossier,
    *,
    form: Mapping[str, Any] | None,
    handed_in: Mapping[str, int],
    at: datetime,
) -> SealedContent:
    """`content` with the corrected form and the sheets now handed in; NotDone by field (`form.<field>`)."""
    return replace(
        content,
        form=content.form if form is None else _checked(form, dossier, at),
        handed_in={**content.handed_in, **handed_in},
    )


def _checked(form: Mapping[str, Any], dossier: Dossier, at: datetime) -> dict[str, Any]:
    frozen = frozen_procedure(dossier.procedure_version_id)
    areas = commune_names(dossier.rulebook_version_id)
    checked = check_payload(frozen.form, form, today=local_date(at), areas=areas)
    if checked.errors:
        fields = {f"form.{one.field}": Refused(one.code, one.message, one.params) for one in checked.errors}
        raise NotDone(_INVALID_FORM, fields)
    return checked.clean
