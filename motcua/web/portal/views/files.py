"""A citizen's own papers: what they gave, what was issued, the result once it is released."""

from __future__ import annotations

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from motcua.records.files.models import Document
from motcua.records.papers.models import Paper
from motcua.services.clock import business_now
from motcua.services.papers.render_paper import render_paper
from motcua.web.accounts.permit import NotFound, require
from motcua.web.layout.downloads import streamed
from motcua.web.portal.papers import FORMS

_DOSSIER = ("file", "dossier__receiving_agency", "dossier__lead_agency")


@require_safe
def document(request: HttpRequest, document: int) -> StreamingHttpResponse:
    found = Document.objects.select_related(*_DOSSIER).filter(pk=document, dossier__isnull=False).first()
    if found is None or found.dossier is None:
        raise NotFound("dossiers.read_own")
    require(request, "dossiers.read_own", found.dossier)
    if found.is_result and not found.dossier.released_at:
        raise Http404("not released")
    return streamed(found.file, found.name)


@require_safe
def paper(request: HttpRequest, paper: int) -> StreamingHttpResponse:
    """An issued form as PDF; made now if the worker has not come to it yet."""
    found = Paper.objects.select_related(*_DOSSIER[1:]).filter(pk=paper).first()
    if found is None or found.form not in FORMS:
        raise NotFound("dossiers.read_own")
    require(request, "dossiers.read_own", found.dossier)
    return streamed(render_paper(paper=found, at=business_now()), f"mau-{found.form}.pdf")
