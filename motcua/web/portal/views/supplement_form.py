"""A page of the form that the desk asked to be corrected: with what was filed in it, saved as typed."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from motcua.rules.eform_show import pages_to_fill
from motcua.services.clock import business_now
from motcua.services.dossiers.save_answer import save_answer
from motcua.web.accounts.permit import require
from motcua.web.layout.eform_rows import row_anchor, row_button
from motcua.web.layout.fields import errors_in
from motcua.web.portal.answering import Answering, open_answering
from motcua.web.portal.form_pages import page_errors, page_help, page_title, page_views, posted_page
from motcua.web.portal.supplement_page import MEND, defects_of
from motcua.web.portal.views._draft import LATER
from motcua.web.portal.views.dossiers import own_dossier


def form_page(request: HttpRequest, ref: str, page: int) -> HttpResponse:
    found = own_dossier(request, ref)
    require(request, "dossiers.supplement", found)
    answering = open_answering(found)
    if answering is None or not answering.open_form:
        return redirect("portal:dossier-supplement", ref=ref)
    if page >= len(answering.form.pages):
        raise Http404
    if request.method == "POST":
        return _take(request, answering, page)
    if page not in pages_to_fill(answering.form, answering.checked.clean):
        return redirect("portal:dossier-supplement", ref=ref)
    errors = page_errors(answering.form, answering.checked.errors, page) if MEND in request.GET else {}
    return _show(request, answering, page, errors)


def _take(request: HttpRequest, answering: Answering, page: int) -> HttpResponse:
    """Saved whatever it says; back to the list once the page is right, or left for later."""
    form, dossier = answering.form, answering.dossier
    typed = posted_page(form, page, request.POST)
    names = [one.name for one in form.pages[page].fields]
    save_answer(dossier=dossier, by=request.user, at=business_now(), form=typed, instead_of=names)
    if row_button(request.POST):
        return redirect(f"{request.path}#{row_anchor(request.POST, typed)}")
    now = open_answering(dossier) or answering
    errors = page_errors(form, now.checked.errors, page)
    if errors and LATER not in request.POST:
        return _show(request, now, page, errors)
    hub = reverse("portal:dossier-supplement", args=[dossier.tracking_code])
    return redirect(f"{hub}#form-{page}")


def _show(request: HttpRequest, answering: Answering, page: int, errors: Mapping[str, str]) -> HttpResponse:
    form, here = answering.form, answering.form.pages[page]
    views = page_views(form, page, answering.answers, answering.checked.clean, errors)
    context = {
        "dossier": answering.dossier,
        "defects": defects_of(answering.open_form),
        "title": page_title(here),
        "help": page_help(here),
        "fields": views,
        "errors": errors_in(views),
    }
    return render(request, "portal/supplement_form.html", context)
