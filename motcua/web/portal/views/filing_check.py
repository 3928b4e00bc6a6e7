"""The one page that shows everything before it is filed, and the page after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.kit.instants import local_date
from motcua.kit.refusal import Refused
from motcua.records.people.models import Account
from motcua.rules.eform_show import ShownPage, page_of
from motcua.rules.repeats import check_repeat
from motcua.services.clock import business_now
from motcua.services.dossiers.facts.content import open_content
from motcua.services.dossiers.facts.repeats import as_running, running_repeats
from motcua.services.dossiers.preflight import REPEAT, CheckedFiling, filing_errors
from motcua.services.drafts.file_draft import file_draft
from motcua.services.errors import NotDone
from motcua.services.surveys.find_ticket import ticket_code_of
from motcua.web.layout.applicant_fields import applicant_lines
from motcua.web.layout.reader import is_english, told
from motcua.web.layout.repeat_field import REPEAT_ID, is_repeat_confirmed, repeat_view
from motcua.web.portal.filing import Filing
from motcua.web.portal.form_pages import shown_pages
from motcua.web.portal.views._draft import filed_already, opened, own_draft


class Problem(NamedTuple):
    """A line of the error summary that leads to the page where it is mended."""

    message: str
    href: str
    label: str = ""


class Section(NamedTuple):
    """A page of the form as it was filled in, with the way back to it."""

    shown: ShownPage
    href: str


def check(request: HttpRequest, draft: int) -> HttpResponse:
    found = own_draft(request, draft)
    if answer := filed_already(found):
        return answer
    refused: Mapping[str, Refused] = {}
    if request.method == "POST":
        try:
            file_draft(
                draft=found,
                by=request.user,
                at=business_now(),
                is_repeat_confirmed=is_repeat_confirmed(request.POST),
            )
            return redirect("portal:filing-done", draft=found.pk)
        except NotDone as no:
            refused = no.fields or {"": no.refused}
    filing = opened(found)
    checked, found_wrong = _checked(filing)
    errors = {**found_wrong, **refused}
    asked_again = errors.pop(REPEAT, None)
    repeat = asked_again or _repeat(filing, checked, request.user)
    context = {
        "filing": filing,
        "progress": filing.progress("check"),
        "back": {"href": filing.step_before("check"), "label": ""},
        "errors": [
            *(_problem(filing, box, one) for box, one in errors.items()),
            *([Problem(told(asked_again), f"#{REPEAT_ID}")] if asked_again else []),
        ],
        "must_mend": bool(errors),
        "repeat": repeat_view(repeat, is_ticked=False),
        "applicant": applicant_lines(filing.content.applicant),
        "sections": _sections(filing),
        "papers": _papers(filing),
        "has_papers": any(step.key == "documents" for step in filing.steps),
    }
    return render(request, "portal/filing/check.html", context)


@require_safe
def done(request: HttpRequest, draft: int) -> HttpResponse:
    found = own_draft(request, draft)
    if found.dossier is None:
        return redirect("portal:filing-check", draft=found.pk)
    context = {
        "dossier": found.dossier,
        "procedure": found.procedure,
        "agency": found.agency,
        "secret": open_content(found.dossier).secret,
        "ticket": ticket_code_of(found.dossier),
    }
    return render(request, "portal/filing/done.html", context)


def _checked(filing: Filing) -> tuple[CheckedFiling, dict[str, Refused]]:
    return filing_errors(
        filing.frozen,
        applicant=filing.content.applicant,
        form=filing.content.form,
        given=[document.requirement for document in filing.documents],
        channel="online",
        today=local_date(business_now()),
        rulebook_version=filing.rulebook,
    )


def _repeat(filing: Filing, checked: CheckedFiling, by: Account) -> Refused | None:
    """Said before the button is pressed: the citizen has a running dossier like this one."""
    running = running_repeats(procedure=filing.draft.procedure, applicant=checked.applicant, by=by)
    return check_repeat(as_running(running), is_confirmed=False)


def _problem(filing: Filing, box: str, refused: Refused) -> Problem:
    place, _dot, field = box.partition(".")
    label = ""
    pages = {step.key: step.href for step in filing.steps}
    if place == "form":
        number = page_of(filing.frozen.form, field)
        href = pages.get(f"form-{number}", pages["check"])
        label = _label(filing, field)
        anchor = field
    else:
        href = pages.get(place, pages["check"])
        anchor = box
    address = f"{href}?from=check#f-{anchor.replace('.', '-')}"
    return Problem(told(refused), address, label)


def _label(filing: Filing, field: str) -> str:
    """What the question is called: `relatives.0.name` → `Họ và tên`."""
    fields, found = filing.frozen.form.fields, None
    for name in (part for part in field.split(".") if not part.isdecimal()):
        found = next((one for one in fields if one.name == name), None)
        if found is None:
            return ""
        fields = found.fields
    return (found.title_en if is_english() and found.title_en else found.title) if found else ""


def _sections(filing: Filing) -> list[Section]:
    pages = shown_pages(filing.frozen.form, filing.clean, rulebook=filing.rulebook)
    return [
        Section(page, reverse("portal:filing-form", args=[filing.draft.pk, page.number])) for page in pages
    ]


def _papers(filing: Filing) -> list[tuple[Any, list[Any]]]:
    """Each requirement with the files given for it; the form and what is only shown have none."""
    return [
        (one, [document for document in filing.documents if document.requirement == one.key])
        for one in filing.frozen.requirements
    ]
