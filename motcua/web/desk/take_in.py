"""The counter's one page: what was typed into it, and how it is shown again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from motcua.records.procedures.models import Offer
from motcua.rules.eform_posted import read_posted
from motcua.rules.eform_show import blank_values
from motcua.services.dossiers.preflight import REPEAT
from motcua.services.dossiers.take_in import Handover
from motcua.services.errors import NotDone
from motcua.services.procedures.frozen import FrozenProcedure, Requirement, frozen_procedure
from motcua.web.desk.handover import handover_views, read_handover
from motcua.web.desk.paper_lines import PaperLine, counts_of, paper_line, read_counts
from motcua.web.layout.applicant_fields import applicant_views, read_applicant
from motcua.web.layout.eform_fields import PageAnswers, field_views
from motcua.web.layout.eform_rows import with_rows_changed
from motcua.web.layout.fields import ErrorLine, FieldView, errors_in
from motcua.web.layout.reader import is_english
from motcua.web.layout.refusals import said, translated
from motcua.web.layout.repeat_field import is_repeat_confirmed, repeat_view


@dataclass(frozen=True, slots=True)
class TakeIn:
    """What was typed, as typed; `papers` are the counts by box (`originals-<requirement>`)."""

    frozen: FrozenProcedure
    applicant: Mapping[str, Any]
    form: Mapping[str, Any]
    papers: Mapping[str, str]
    how: Handover = field(default_factory=Handover)
    is_repeat_confirmed: bool = False
    has_receipt: bool = False

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        return counts_of(self.frozen.requirements, self.papers)

    def page(self, problem: NotDone | None) -> dict[str, Any]:
        """The template's context."""
        fields = problem.fields if problem else {}
        wrong = {name.removeprefix("form."): one for name, one in fields.items() if name.startswith("form.")}
        person = {
            name.removeprefix("applicant."): one
            for name, one in fields.items()
            if name.startswith("applicant.")
        }
        applicant = applicant_views(self.applicant, person)
        whole = self.frozen.form.fields
        told = {name: translated(one) for name, one in wrong.items()}
        pages = [
            {
                "title": page.title_en if is_english() and page.title_en else page.title,
                "fields": [
                    view
                    for view in field_views(PageAnswers(whole, self.form, told))
                    if view.name in {one.name for one in page.fields}
                ],
            }
            for page in self.frozen.form.pages
        ]
        papers = [self._paper(asked, fields) for asked in self.frozen.requirements]
        repeat = repeat_view(fields.get(REPEAT), is_ticked=self.is_repeat_confirmed)
        how = handover_views(self.how, fields)
        views = [*applicant, *how, *(view for page in pages for view in page["fields"]), *repeat]
        return {
            "applicant": applicant,
            "how": how,
            "is_immediate": self.frozen.is_immediate,
            "has_receipt": self.has_receipt,
            "pages": pages,
            "papers": papers,
            "repeat": repeat,
            "errors": _errors(views, papers, problem),
        }

    def _paper(self, asked: Requirement, fields: Mapping[str, Any]) -> PaperLine:
        refused = fields.get(f"documents.{asked.key}")
        return paper_line(asked, self.papers, translated(refused) if refused else "")


def blank_take_in(offer: Offer) -> TakeIn:
    """Nothing typed yet; the form's defaults stand in their boxes."""
    frozen = frozen_procedure(offer.procedure.current_id)
    return TakeIn(frozen, {"kind": "person"}, blank_values(frozen.form), {})


def read_take_in(offer: Offer, posted: QueryDict) -> TakeIn:
    frozen = frozen_procedure(offer.procedure.current_id)
    answers = read_posted(frozen.form, dict(posted.lists()))
    papers = read_counts(frozen.requirements, posted)
    form = with_rows_changed(frozen.form.fields, answers, posted)
    confirmed = is_repeat_confirmed(posted)
    wants = posted.get("has_receipt") == "1"
    return TakeIn(frozen, read_applicant(posted), form, papers, read_handover(posted), confirmed, wants)


def _errors(
    views: Sequence[FieldView], papers: Sequence[PaperLine], problem: NotDone | None
) -> list[ErrorLine]:
    """Every sentence with the question it belongs to; a no that names no box stands alone."""
    lacking = (ErrorLine(one.why, f"documents.{one.asked.key}") for one in papers if one.why)
    found = [*errors_in(views), *lacking]
    return found or ([ErrorLine(sentence) for sentence in said(problem)] if problem else [])
