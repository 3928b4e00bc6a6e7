"""The way through a filing: which pages there are for this draft, and which comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.records.calendars.models import RulebookVersion
from motcua.records.dossiers.models import Draft
from motcua.records.files.models import Document
from motcua.reports.procedure_page import Place, places_of
from motcua.rules.eform_check import check_payload
from motcua.rules.eform_show import blank_values, pages_to_fill
from motcua.services.agencies.areas import commune_names
from motcua.services.drafts.content import DraftContent, open_draft
from motcua.services.procedures.frozen import FrozenProcedure, frozen_procedure
from motcua.web.portal.form_pages import page_title


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the filing."""

    key: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Filing:
    """A draft opened for its pages; `answers` are what was typed over what was known beforehand.

    `is_form_whole`: nothing is missing or wrong in the form, so that it stands for the declaration.
    """

    draft: Draft
    frozen: FrozenProcedure
    content: DraftContent
    clean: Mapping[str, Any]
    is_form_whole: bool
    documents: Sequence[Document]
    places: Sequence[Place]
    steps: Sequence[Step]
    rulebook: int

    def step_after(self, key: str) -> str:
        """The address of the page after `key`."""
        keys = [step.key for step in self.steps]
        at = keys.index(key) if key in keys else -1
        return self.steps[min(at + 1, len(keys) - 1)].href

    def step_before(self, key: str) -> str:
        keys = [step.key for step in self.steps]
        at = keys.index(key) if key in keys else 0
        return (
            self.steps[at - 1].href if at else reverse("portal:procedure", args=[self.draft.procedure.code])
        )

    def progress(self, key: str) -> dict[str, Any]:
        """What `layout/_progress.html` shows."""
        keys = [step.key for step in self.steps]
        at = keys.index(key)
        states = ["done"] * at + ["here"] + ["todo"] * (len(keys) - at - 1)
        return {"number": at + 1, "total": len(keys), "title": self.steps[at].title, "states": states}

    def answers(self, facts: Mapping[str, str]) -> dict[str, Any]:
        """What the boxes of the form hold: typed, else known already, else the default."""
        return blank_values(self.frozen.form, facts) | dict(self.content.form)


def open_filing(draft: Draft, *, today: date) -> Filing:
    """Everything the pages of a filing ask of a draft."""
    frozen = frozen_procedure(draft.procedure.current_id or draft.procedure_version_id)
    content = open_draft(draft)
    rulebook = newest_rulebook()
    areas = commune_names(rulebook)
    checked = check_payload(frozen.form, content.form, today=today, areas=areas)
    places = [place for place in places_of(draft.procedure) if place.has_online_filing]
    return Filing(
        draft=draft,
        frozen=frozen,
        content=content,
        clean=checked.clean,
        is_form_whole=checked.is_valid,
        documents=list(Document.objects.filter(draft=draft).select_related("file").order_by("pk")),
        places=places,
        steps=_steps(draft, frozen, checked.clean, has_choice=len(places) > 1),
        rulebook=rulebook,
    )


def newest_rulebook() -> int:
    """The version (id) that a dossier filed now would come under."""
    return RulebookVersion.objects.order_by("-number").values_list("pk", flat=True)[0]


def _steps(
    draft: Draft, frozen: FrozenProcedure, clean: Mapping[str, Any], *, has_choice: bool
) -> list[Step]:
    steps = (
        [Step("agency", _("Nơi nộp"), reverse("portal:filing-agency", args=[draft.pk]))] if has_choice else []
    )
    steps.append(Step("applicant", _("Chủ hồ sơ"), reverse("portal:filing-applicant", args=[draft.pk])))
    for number in pages_to_fill(frozen.form, clean):
        href = reverse("portal:filing-form", args=[draft.pk, number])
        steps.append(Step(f"form-{number}", page_title(frozen.form.pages[number]), href))
    if any(one.is_handed_over for one in frozen.requirements):
        steps.append(Step("documents", _("Giấy tờ"), reverse("portal:filing-documents", args=[draft.pk])))
    steps.append(Step("check", _("Xem lại và nộp"), reverse("portal:filing-check", args=[draft.pk])))
    return steps
