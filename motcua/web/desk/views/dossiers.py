"""One dossier on one screen: the form beside its papers, where it has been, and what I may do now."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.records.dossiers.models import Dossier
from motcua.reports.dossier_page import DossierFacts, dossier_facts, find_dossier
from motcua.rules.sheets import Sheets
from motcua.services.clock import business_now
from motcua.services.dossiers.facts.content import SealedContent, open_content
from motcua.services.dossiers.facts.letters import thread_of
from motcua.services.dossiers.look_at import look_at
from motcua.services.dossiers.take_in import CHANNELS
from motcua.services.dossiers.undo_assign import is_undoable
from motcua.services.errors import NotDone
from motcua.services.journal.record_reading import record_reading
from motcua.services.procedures.frozen import FrozenProcedure, frozen_procedure
from motcua.web.accounts.permit import may, require
from motcua.web.desk.form import form_pages
from motcua.web.desk.page import show
from motcua.web.desk.panel import asked_name, asks, panel, tried_form
from motcua.web.desk.releasing import releasing
from motcua.web.desk.story import history_lines, letter_lines, note_lines, parts_of, reckoning_of
from motcua.web.desk.walk import is_walking, key_in_queue
from motcua.web.layout.refusals import is_conflict


@require_safe
def dossier(request: HttpRequest, ref: str) -> HttpResponse:
    """The dossier's page; that it was read is journalled."""
    return dossier_page(request, load(request, ref))


def load(request: HttpRequest, ref: str, permission: str = "dossiers.read") -> Dossier:
    """The dossier if this officer may do that to it; 404 where they may not even know of it."""
    found = find_dossier(ref)
    if found is None:
        raise Http404(ref)
    require(request, permission, found)
    return found


def dossier_page(
    request: HttpRequest,
    dossier: Dossier,
    *,
    problem: NotDone | None = None,
) -> HttpResponse:
    """The page, perhaps after a verb said no: the reason on top, what was typed kept."""
    if problem is not None:
        # The verb changed the instance before its conditional write failed: show what is true now.
        dossier = find_dossier(dossier.tracking_code) or dossier
    tried = tried_form(request, problem)
    facts = dossier_facts(dossier)
    frozen = frozen_procedure(dossier.procedure_version_id)
    content = open_content(dossier)
    at = business_now()
    record_reading(by=request.user, dossiers=[dossier.pk], page="desk:dossier", at=at)
    seen = look_at(dossier=dossier, by=request.user, at=at)
    history = history_lines(facts.history, seen=seen, reader=request.user)
    notes = note_lines(facts.notes, seen=seen, reader=request.user)
    context = {
        "dossier": dossier,
        "frozen": frozen,
        "applicant": content.applicant,
        "content": content,
        "takes_more": dossier.channel in CHANNELS
        and may(request, "dossiers.take_in", dossier.receiving_agency),
        "pages": form_pages(dossier, content, facts.requests),
        "facts": facts,
        "requests": _requests(frozen, facts),
        "documents": _by_requirement(frozen, content, facts),
        "parts": parts_of(dossier, facts),
        "reckoning": reckoning_of(dossier, facts, now=at),
        "history": history,
        "notes": notes,
        "letters": letter_lines(thread_of(dossier), seen=seen, reader=request.user),
        "news_count": sum(line["is_new"] for line in (*history, *notes)),
        "seen": seen,
        "undo": any(
            is_undoable(line.entry, by=request.user, now=timezone.now()) for line in facts.history[-1:]
        ),
        "walk_key": key_in_queue(list(facts.tasks)) if is_walking(request) else None,
        "acts": panel(request, dossier, facts, tried, at),
        "releasing": releasing(request, dossier, content, tried),
        "asks": asks(dossier, tried),
        "tried": tried.act,
        "typed": tried.typed or {},
        "whys": tried.whys,
        "errors": tried.errors,
    }
    status = 200 if problem is None else 409 if is_conflict(problem.refused) else 422
    return show(request, "desk/dossier.html", context, status=status)


def _requests(frozen: FrozenProcedure, facts: DossierFacts) -> list[dict[str, Any]]:
    """Each supplement request, with the name of what every item asks for."""
    return [
        {
            "request": request,
            "items": [(asked_name(frozen, item.requirement), item) for item in request.items.all()],
        }
        for request in facts.requests
    ]


def _by_requirement(
    frozen: FrozenProcedure, content: SealedContent, facts: DossierFacts
) -> list[dict[str, Any]]:
    """Each requirement with what was given for it, as files or on paper; missing ones show too."""
    return [
        {
            "requirement": requirement,
            "files": [one for one in facts.documents if one.requirement == requirement.key],
            "sheets": content.sheets.get(requirement.key, Sheets()),
        }
        for requirement in frozen.requirements
    ]
