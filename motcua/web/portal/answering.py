"""A supplement request opened for the applicant's pages: what is asked, and the form as mended so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.kit.instants import local_date
from motcua.records.dossiers.models import Dossier, SupplementItem, SupplementRequest
from motcua.rules.eform_check import check_payload
from motcua.rules.eform_model import CheckedPayload, CompiledForm
from motcua.services.agencies.areas import commune_names
from motcua.services.clock import business_now
from motcua.services.dossiers.facts.answer import find_open_request, open_answer
from motcua.services.dossiers.facts.content import open_content
from motcua.services.procedures.frozen import FrozenProcedure, frozen_procedure


@dataclass(frozen=True, slots=True)
class Answering:
    """`filed` is the form as it stands in the dossier, `typed` what has been saved over it, if anything.

    `checked` is the judgement on the one that counts.
    """

    dossier: Dossier
    request: SupplementRequest
    items: Sequence[SupplementItem]
    frozen: FrozenProcedure
    filed: Mapping[str, Any]
    typed: Mapping[str, Any] | None
    checked: CheckedPayload

    @property
    def form(self) -> CompiledForm:
        return self.frozen.form

    @property
    def answers(self) -> Mapping[str, Any]:
        """What the boxes of the form hold."""
        return self.filed if self.typed is None else self.typed

    @property
    def open_papers(self) -> list[SupplementItem]:
        """What files are still to be given for."""
        return [one for one in self.items if one.met_at is None and not self._is_form(one)]

    @property
    def open_form(self) -> list[SupplementItem]:
        """What is still to be mended in the form."""
        return [one for one in self.items if one.met_at is None and self._is_form(one)]

    def is_changed(self, page: int) -> bool:
        """Whether an answer of that page is another one than was filed."""
        names = [one.name for one in self.form.pages[page].fields]
        return any(self.checked.clean.get(name) != self.filed.get(name) for name in names)

    def _is_form(self, item: SupplementItem) -> bool:
        return self.frozen.is_form(item.requirement)


def open_answering(dossier: Dossier) -> Answering | None:
    """None where the dossier waits for nothing."""
    request = find_open_request(dossier)
    if request is None:
        return None
    frozen = frozen_procedure(dossier.procedure_version_id)
    filed, typed = open_content(dossier).form, open_answer(request)
    today = local_date(business_now())
    areas = commune_names(dossier.rulebook_version_id)
    return Answering(
        dossier=dossier,
        request=request,
        items=list(request.items.order_by("pk")),
        frozen=frozen,
        filed=filed,
        typed=typed,
        checked=check_payload(frozen.form, filed if typed is None else typed, today=today, areas=areas),
    )
