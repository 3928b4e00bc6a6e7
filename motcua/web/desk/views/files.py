"""Papers of a dossier: streamed, never guessed at by the browser, never able to run anything."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from motcua.records.files.models import Document
from motcua.records.papers.models import Paper
from motcua.services.clock import business_now
from motcua.services.journal.record_reading import record_reading
from motcua.services.papers.render_paper import render_paper
from motcua.web.accounts.permit import require
from motcua.web.layout.downloads import streamed


# Beside the form on a page of ours a PDF stands in a frame; no other page may put it in one.
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
@require_safe
def document(request: HttpRequest, document: int) -> StreamingHttpResponse:
    """A document of a dossier; pictures and PDF open in the page, everything else is downloaded."""
    found = get_object_or_404(
        Document.objects.select_related("file", "dossier__receiving_agency", "dossier__lead_agency"),
        pk=document,
        dossier__isnull=False,
    )
    require(request, "files.read", found.dossier)
    record_reading(by=request.user, dossiers=[found.dossier_id], page="desk:file", at=business_now())
    return streamed(found.file, found.name)


@require_safe
def paper(request: HttpRequest, paper: int) -> HttpResponse | StreamingHttpResponse:
    """An issued form as PDF; rendered now if the worker has not come to it yet."""
    found = get_object_or_404(
        Paper.objects.select_related("dossier__receiving_agency", "dossier__lead_agency"), pk=paper
    )
    require(request, "papers.read", found.dossier)
    record_reading(by=request.user, dossiers=[found.dossier_id], page="desk:paper", at=business_now())
    return streamed(render_paper(paper=found, at=business_now()), f"mau-{found.form}.pdf")
