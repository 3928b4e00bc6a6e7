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
from motcua.services.agencies.areas import commune_names
from motcua.services.clock import business_now
from motcua.services.drafts.save_draft import save_draft
from motcua.services.people.profile import own_profile
from motcua.web.layout.applicant_fields import applicant_views, read_applicant
from motcua.web.layout.eform_rows import row_anchor, row_button
from motcua.web.layout.fields import errors_in
from motcua.web.portal.filing import Filing
from motcua.web.portal.form_pages import page_errors, page_help, page_views, posted_page
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
    answers = posted_page(form, page, request.POST)
    names = [one.name for one in form.pages[page].fields]
    saved = save_draft(draft=draft, by=request.user, at=business_now(), form=answers, instead_of=names)
    if LATER in request.POST:
        return onward(request, saved, f"form-{page}")
    if row_button(request.POST):
        return redirect(f"{request.get_full_path()}#{row_anchor(request.POST, answers)}")
    now = opened(saved)
    if _errors(form, now, page):
        return _show(request, now, page, now.answers({}), True)
    return onward(request, saved, f"form-{page}")


def _show(
    request: HttpRequest, filing: Filing, page: int, answers: Mapping[str, Any], shows_errors: bool
) -> HttpResponse:
    form = filing.frozen.form
    errors = _errors(form, filing, page) if shows_errors else {}
    views = page_views(form, page, answers, filing.clean, errors)
    context = {
        "fields": views,
        "errors": errors_in(views),
        "help": page_help(form.pages[page]),
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
    return page_errors(form, check_payload(form, filing.content.form, today=today, areas=areas).errors, page)


def _facts(request: HttpRequest, filing: Filing) -> dict[str, str]:
    """What is known before anybody has typed, by the names an `x-autofill` may use."""
    facts = {f"applicant.{name}": str(value) for name, value in filing.content.applicant.items() if value}
    known = own_profile(request.user)
    if known["name"] == filing.content.applicant.get("name") and known["born_on"]:
        facts["applicant.born_on"] = known["born_on"]
    return facts
