"""The forms an officer has made: the control slip on demand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.services.papers.issue_control_slip import issue_control_slip as issue
from motcua.web.desk.views.dossiers import dossier_page, load


@require_POST
def issue_control_slip(request: HttpRequest, ref: str) -> HttpResponse:
    """Mẫu 05 as the hand-overs stand now, opened to be printed."""
    dossier = load(request, ref, "dossiers.issue_control_slip")
    try:
        paper = issue(dossier=dossier, by=request.user, at=business_now())
    except NotDone as problem:
        return dossier_page(request, dossier, problem=problem)
    return redirect("desk:paper", paper=paper.pk)
