"""What the page that answers a request shows: each thing asked, what is wrong with it, how to give it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.kit.words import N_
from motcua.records.dossiers.models import SupplementItem
from motcua.records.files.models import Document
from motcua.reports.dossier_page import documents_of
from motcua.rules.eform_model import FieldError
from motcua.rules.eform_show import ShownPage, errors_on_page, page_of
from motcua.services.files.inspect_upload import LARGEST
from motcua.web.layout.fields import FieldView
from motcua.web.layout.reader import is_english, told
from motcua.web.portal.answering import Answering
from motcua.web.portal.form_pages import shown_pages
from motcua.web.portal.papers import FileRow, asked_name, dated_rows
from motcua.web.portal.uploads import ACCEPT

_DEFECTS = {
    "missing": N_("còn thiếu"),
    "unreadable": N_("không đọc được"),
    "wrong": N_("chưa đúng"),
    "expired": N_("đã hết hạn"),
    "other": N_("cần xem lại"),
}

_MOST_ANSWERS = 4
MEND = "mend"  # asks a page of the form to say what is wrong with it


class Defect(NamedTuple):
    """What is wrong, and the officer's own words."""

    word: str
    reason: str


class AskedPaper(NamedTuple):
    """A paper to give, with what was given for it before."""

    key: str
    name: str
    defect: Defect
    before: Sequence[FileRow]
    field: FieldView


class Section(NamedTuple):
    """A page of the form with the way to mend it: enough of its answers to know it by.

    `state` is changed, wrong or nothing.
    """

    number: int
    title: str
    answers: str
    href: str
    state: str


class Problem(NamedTuple):
    """A line of the error summary."""

    message: str
    href: str = ""
    label: str = ""


def page_context(
    answering: Answering, whys: Mapping[str, str], problems: Sequence[Problem]
) -> dict[str, Any]:
    """The template's context; `whys` by requirement."""
    given = documents_of(answering.dossier)
    return {
        "dossier": answering.dossier,
        "asked": answering.request,
        "form_defects": defects_of(answering.open_form),
        "sections": _sections(answering) if answering.open_form else [],
        "papers": [_paper(answering, item, given, whys) for item in answering.open_papers],
        "met": [_name(answering, item) for item in answering.items if item.met_at],
        "errors": problems,
    }


def defects_of(items: Sequence[SupplementItem]) -> list[Defect]:
    return [Defect(_(_DEFECTS[item.defect]), item.reason) for item in items]


def form_problem(answering: Answering, error: FieldError) -> Problem:
    """The line that leads to the box on its page."""
    label = error.label_en if is_english() and error.label_en else error.label
    number = page_of(answering.form, error.field) or 0
    box = error.field.replace(".", "-")
    return Problem(told(error), f"{_href(answering, number)}?{MEND}=1#f-{box}", label)


def _sections(answering: Answering) -> list[Section]:
    pages = shown_pages(
        answering.form, answering.checked.clean, rulebook=answering.dossier.rulebook_version_id
    )
    return [_section(answering, page) for page in pages]


def _section(answering: Answering, page: ShownPage) -> Section:
    state, href = _state(answering, page.number), _href(answering, page.number)
    answers = [line.value for line in page.lines if line.value][:_MOST_ANSWERS]
    return Section(
        number=page.number,
        title=page.title,
        answers=" · ".join(answers),
        href=f"{href}?{MEND}=1" if state == "wrong" else href,
        state=state,
    )


def _state(answering: Answering, page: int) -> str:
    if answering.typed is None:
        return ""
    if errors_on_page(answering.form, answering.checked.errors, page):
        return "wrong"
    return "changed" if answering.is_changed(page) else ""


def _href(answering: Answering, page: int) -> str:
    return reverse("portal:dossier-supplement-form", args=[answering.dossier.tracking_code, page])


def _name(answering: Answering, item: SupplementItem) -> str:
    return asked_name(answering.frozen, item.requirement)


def _paper(
    answering: Answering, item: SupplementItem, given: Sequence[Document], whys: Mapping[str, str]
) -> AskedPaper:
    before = dated_rows(one for one in given if one.requirement == item.requirement)
    field = FieldView(
        f"documents.{item.requirement}",
        _("Tệp gửi lại") if before else _("Tệp gửi thêm"),
        kind="file",
        accept=ACCEPT,
        max_bytes=LARGEST,
        is_multiple=True,
        why=whys.get(item.requirement, ""),
    )
    [defect] = defects_of([item])
    return AskedPaper(item.requirement, _name(answering, item), defect, before, field)
