"""The forms a desk has made: the control slip on demand, and every one found again to be reprinted."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.kit.words import N_
from motcua.reports.issued_papers import issued_papers
from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.services.journal.record_reading import record_reading
from motcua.services.papers.issue_control_slip import issue_control_slip as issue
from motcua.web.accounts.permit import require
from motcua.web.desk.page import show
from motcua.web.desk.register_filter import register_filter
from motcua.web.desk.views.dossiers import dossier_page, load
from motcua.web.layout.refusals import translated

FORMS = {
    "01": N_("Giấy tiếp nhận và hẹn trả (Mẫu 01)"),
    "02": N_("Phiếu yêu cầu bổ sung (Mẫu 02)"),
    "03": N_("Phiếu từ chối (Mẫu 03)"),
    "04": N_("Phiếu xin lỗi và hẹn lại (Mẫu 04)"),
    "05": N_("Phiếu kiểm soát (Mẫu 05)"),
}


@require_POST
def issue_control_slip(request: HttpRequest, ref: str) -> HttpResponse:
    """Mẫu 05 as the hand-overs stand now, opened to be printed."""
    dossier = load(request, ref, "dossiers.issue_control_slip")
    try:
        paper = issue(dossier=dossier, by=request.user, at=business_now())
    except NotDone as problem:
        return dossier_page(request, dossier, problem=problem)
    return redirect("desk:paper", paper=paper.pk)


@require_safe
def issued(request: HttpRequest) -> HttpResponse:
    """The forms of my desks by dossier, number, form, day and who issued them; each opens as it was."""
    require(request, "register.read")
    wanted = register_filter(request, request.GET)
    form, by, after = (request.GET.get(name, "") for name in ("form", "by", "after"))
    page = issued_papers(
        wanted.agencies,
        text=wanted.text,
        form=form if form in FORMS else "",
        issued=wanted.received,
        by=request.user.pk if by == "me" else None,
        after=after,
    )
    ids = sorted({paper.dossier_id for paper in page.papers})
    record_reading(by=request.user, dossiers=ids, page="desk:issued-papers", at=business_now())
    kept = {**wanted.kept, **({"form": form} if form in FORMS else {}), **({"by": by} if by == "me" else {})}
    context = {
        "rows": [{"paper": paper, "form": _(FORMS.get(paper.form, paper.form))} for paper in page.papers],
        "wanted": wanted,
        "form": form,
        "forms": [(key, _(name)) for key, name in FORMS.items()],
        "by": by,
        "on_why": translated(wanted.refused) if wanted.refused else "",
        "next_href": f"?{urlencode({**kept, 'after': page.next})}" if page.next else "",
        "first_href": f"?{urlencode(kept)}" if after else "",
    }
    return show(request, "desk/issued_papers.html", context)
