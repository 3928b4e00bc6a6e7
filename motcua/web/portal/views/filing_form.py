"""The applicant's page and the pages of the e-form: saved as typed, then judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.kit.instants import local_date
from motcua.records.dossiers.models import Draft
from motcua.rules.applicant import check_applicant
from motcua.rules.eform_check import check_payload
from motcua.rules.eform_model import CompiledForm
from motcua.rules.eform_posted import read_posted
from motcua.rules.eform_show import errors_on_page, page_fields
from motcua.services.agencies.areas import commune_names
from motcua.services.clock import business_now
from motcua.services.drafts.save_draft import save_draft
from motcua.services.people.profile import own_profile
from motcua.web.layout.applicant_fields import applicant_views, read_applicant
from motcua.web.layout.eform_fields import PageAnswers, field_views
from motcua.web.layout.eform_rows import row_button, with_rows_changed
from motcua.web.layout.fields import errors_in
from motcua.web.layout.reader import is_english, told
from motcua.web.portal.filing import Filing
from motcua.web.portal.views._draft import LATER, back_link, filed_already, onward, opened, own_draft


def applicant(request: HttpRequest, draft: int) -> HttpResponse:
    found = own_draft(request, draft)
    if answer := filed_already(found):
        return answer
    filing = opened(found)
    given: Mapping[str, Any] = filing.content.applicant
    errors: Mapping[str, Any] = check_applicant(given).errors if _shows_errors(request) else {}
    if request.method == "POST":
        given = read_applicant(request.POST)
        save_draft(draft=found, by=request.user, at=business_now(), applicant=given)
        errors = check_applicant(given).errors
        if not errors or LATER in request.POST:
            return onward(request, found, "applicant")
    views = applicant_views(given, errors)
    return _page(request, filing, "applicant", {"fields": views, "errors": errors_in(views)})


def form_page(request: HttpRequest, draft: int, page: int) -> HttpResponse:
    found = own_draft(request, draft)
    if answer := filed_already(found):
        return answer
    filing = opened(found)
    if page >= len(filing.frozen.form.pages):
        raise Http404
    if request.method == "POST":
        return _take(request, found, filing, page)
    if f"form-{page}" not in [step.key for step in filing.steps]:
        return redirect(filing.steps[-1].href)
    return _show(request, filing, page, filing.answers(_facts(request, filing)), _shows_errors(request))


def _take(request: HttpRequest, draft: Draft, filing: Filing, page: int) -> HttpResponse:
    form = filing.frozen.form
    posted = read_posted(form, dict(request.POST.lists()), page)
    answers = with_rows_changed(form.pages[page].fields, posted, request.POST)
    names = [one.name for one in form.pages[page].fields]
    saved = save_draft(draft=draft, by=request.user, at=business_now(), form=answers, instead_of=names)
    if LATER in request.POST:
        return onward(request, saved, f"form-{page}")
    if row_button(request.POST):
        return redirect(f"{request.get_full_path()}#f-{row_button(request.POST).partition('.')[2]}")
    now = opened(saved)
    if _errors(form, now, page):
        return _show(request, now, page, now.answers({}), True)
    return onward(request, saved, f"form-{page}")


def _show(
    request: HttpRequest, filing: Filing, page: int, answers: Mapping[str, Any], shows_errors: bool
) -> HttpResponse:
    form = filing.frozen.form
    errors = _errors(form, filing, page) if shows_errors else {}
    fields = page_fields(form, page, filing.clean)
    views = field_views(PageAnswers(fields, {**answers, **_clean_beside(form, filing, page)}, errors))
    here = form.pages[page]
    context = {
        "fields": views,
        "errors": errors_in(views),
        "help": here.help_en if is_english() and here.help_en else here.help,
        "title": filing.progress(f"form-{page}")["title"],
    }
    return _page(request, filing, f"form-{page}", context)


def _page(request: HttpRequest, filing: Filing, key: str, context: dict[str, Any]) -> HttpResponse:
    shared = {
        "filing": filing,
        "progress": filing.progress(key),
        "back": back_link(request, filing, key),
    }
    return render(request, "portal/filing/questions.html", {**shared, **context})


def _shows_errors(request: HttpRequest) -> bool:
    """Who comes from the check page came to mend something."""
    return request.GET.get("from") == "check"


def _errors(form: CompiledForm, filing: Filing, page: int) -> dict[str, str]:
    today = local_date(business_now())
    areas = commune_names(filing.rulebook)
    checked = check_payload(form, filing.content.form, today=today, areas=areas)
    return {error.field: told(error) for error in errors_on_page(form, checked.errors, page)}


def _clean_beside(form: CompiledForm, filing: Filing, page: int) -> dict[str, Any]:
    """The checked answers of the other pages: what conditions are judged by."""
    here = {one.name for one in form.pages[page].fields}
    return {name: value for name, value in filing.clean.items() if name not in here}


def _facts(request: HttpRequest, filing: Filing) -> dict[str, str]:
    """What is known before anybody has typed, by the names an `x-autofill` may use."""
    facts = {f"applicant.{name}": str(value) for name, value in filing.content.applicant.items() if value}
    known = own_profile(request.user)
    if known["name"] == filing.content.applicant.get("name") and known["born_on"]:
        facts["applicant.born_on"] = known["born_on"]
    return facts
