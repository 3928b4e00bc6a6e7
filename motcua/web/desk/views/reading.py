"""A dossier's form beside its papers: one picture or PDF at a time, the next one by a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import Document
from motcua.reports.dossier_page import readable_documents
from motcua.services.clock import business_now
from motcua.services.dossiers.facts.content import open_content
from motcua.services.journal.record_reading import record_reading
from motcua.services.procedures.frozen import frozen_procedure
from motcua.web.desk.form import form_pages
from motcua.web.desk.page import show
from motcua.web.desk.views.dossiers import load
from motcua.web.layout.reader import named

_PICTURES = frozenset({"image/jpeg", "image/png"})
_PDF = "application/pdf"


@require_safe
def side_by_side(request: HttpRequest, ref: str) -> HttpResponse:
    """The form on the left, on the right the document that `show` names, or the first one."""
    dossier = load(request, ref)
    content = open_content(dossier)
    record_reading(by=request.user, dossiers=[dossier.pk], page="desk:dossier-reading", at=business_now())
    papers = [_paper(dossier, one) for one in readable_documents(dossier)]
    context = {
        "dossier": dossier,
        "applicant": content.applicant,
        "pages": form_pages(dossier, content, list(dossier.supplement_requests.order_by("at"))),
        "papers": papers,
        **_around(papers, request.GET.get("show", "")),
    }
    return show(request, "desk/reading.html", context)


def _around(papers: Sequence[dict[str, Any]], wanted: str) -> dict[str, Any]:
    """The paper asked for by number, and those before and after it; the first for any other word."""
    at = next((at for at, paper in enumerate(papers) if str(paper["number"]) == wanted), 0)
    return {
        "paper": papers[at] if papers else None,
        "before": papers[at - 1] if at else None,
        "after": papers[at + 1] if at + 1 < len(papers) else None,
    }


def _paper(dossier: Dossier, document: Document) -> dict[str, Any]:
    asked = frozen_procedure(dossier.procedure_version_id).requirement(document.requirement)
    media = document.file.media_type
    return {
        "number": document.pk,
        "title": named(asked) if asked else _("Kết quả") if document.is_result else document.name,
        "name": document.name,
        "size": document.file.size,
        "kind": "picture" if media in _PICTURES else "pdf" if media == _PDF else "other",
    }
