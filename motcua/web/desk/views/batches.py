"""Many at once: look at what was chosen, start, watch it go, try again what failed."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.kit.refusal import Refused
from motcua.records.batches.models import BatchItem
from motcua.reports.batches import BatchStanding, batch_papers, batch_standing, my_batches
from motcua.services.batches.acts import ACTS
from motcua.services.batches.retry_batch import retry_batch
from motcua.services.batches.start_batch import start_batch
from motcua.services.clock import business_now
from motcua.services.errors import NotDone
from motcua.services.journal.record_reading import record_reading
from motcua.services.papers.bind_papers import bind_papers
from motcua.web.accounts.permit import may, require
from motcua.web.desk.choosing import Choice, everything, ticked, written
from motcua.web.desk.page import show
from motcua.web.desk.queue_filter import wanted_of
from motcua.web.layout.refusals import said, translated

_SHOWN = 20


@require_POST
def review(request: HttpRequest) -> HttpResponse:
    """What was chosen, what is left out, and the button that starts it; nothing is done yet."""
    act = request.POST.get("act", "")
    if request.POST.get("all"):
        choice = everything(request, act, wanted_of(request.POST))
    else:
        choice = ticked(request, act)
    return _review_page(request, act, choice)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    act = request.POST.get("act", "")
    choice, seen = written(request, act, request.POST.get("chosen", ""))
    people = {str(one.pk): one for one in choice.colleagues()} if act == "assign" and choice.tasks else {}
    try:
        batch = start_batch(
            act=act,
            tasks=choice.tasks,
            seen=seen,
            by=request.user,
            at=business_now(),
            key=request.POST.get("key", "")[:40],
            to=people.get(request.POST.get("to", "")),
        )
    except NotDone as no:
        return _review_page(request, act, choice, no)
    return redirect("desk:batch", number=batch.pk)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The newest batches of this officer."""
    rows = [{"batch": one, "word": _(ACTS[one.act].word)} for one in my_batches(request.user)]
    return show(request, "desk/batches.html", {"rows": rows})


@require_safe
def batch(request: HttpRequest, number: int) -> HttpResponse:
    """How far it has got; the page asks again by itself while the worker is at it."""
    return _batch_page(request, _standing(request, number, "batches.read"))


@require_safe
def papers(request: HttpRequest, number: int) -> HttpResponse:
    """Every form the batch issued, as one PDF to print; what the officer may not read is left out."""
    standing = _standing(request, number, "batches.read")
    readable = [one for one in batch_papers(standing.batch) if may(request, "papers.read", one.dossier)]
    if not readable:
        messages.info(request, _("Đợt này không lập giấy nào để in."))
        return redirect("desk:batch", number=number)
    at = business_now()
    dossiers = [one.dossier_id for one in readable]
    record_reading(by=request.user, dossiers=dossiers, page="desk:batch-papers", at=at)
    answer = HttpResponse(bind_papers(papers=readable, at=at), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="dot-{number}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
def retry(request: HttpRequest, number: int) -> HttpResponse:
    standing = _standing(request, number, "batches.retry")
    try:
        again = retry_batch(batch=standing.batch, by=request.user, at=business_now())
    except NotDone as no:
        return _batch_page(request, standing, no)
    return redirect("desk:batch", number=again.pk)


def _standing(request: HttpRequest, number: int, permission: str) -> BatchStanding:
    found = batch_standing(number) if number < 2**63 else None
    if found is None:
        raise Http404(str(number))
    require(request, permission, found.batch)
    return found


def _review_page(
    request: HttpRequest, act: str, choice: Choice, problem: NotDone | None = None
) -> HttpResponse:
    known = ACTS.get(act)
    context = {
        "act": act,
        "word": _(known.word) if known else "",
        "choice": choice,
        "shown": choice.tasks[:_SHOWN],
        "left_out": choice.left_out[:_SHOWN],
        "colleagues": choice.colleagues() if act == "assign" and choice.tasks else [],
        "key": secrets.token_urlsafe(16),
        "errors": _errors(problem),
    }
    return show(request, "desk/batch_review.html", context, status=422 if problem else 200)


def _batch_page(
    request: HttpRequest, standing: BatchStanding, problem: NotDone | None = None
) -> HttpResponse:
    context = {
        "standing": standing,
        "batch": standing.batch,
        "word": _(ACTS[standing.batch.act].word),
        "has_papers": standing.batch.ended_at is not None and bool(batch_papers(standing.batch)),
        "failed": [{"task": item.task, "why": _why(item)} for item in standing.failed],
        "errors": _errors(problem),
    }
    return show(request, "desk/batch.html", context, status=422 if problem else 200)


def _why(item: BatchItem) -> str:
    return translated(Refused(**item.refused)) if item.refused else ""


def _errors(problem: NotDone | None) -> list[dict[str, Any]]:
    return [{"message": sentence, "href": ""} for sentence in said(problem)] if problem else []
