"""The citizen's own dossiers: the list, one dossier, taking it back."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.records.dossiers.models import Dossier
from motcua.reports.dossier_page import DossierFacts, dossier_facts, find_dossier
from motcua.reports.dossier_progress import own_dossiers, own_drafts
from motcua.reports.letters import unread_by_applicant
from motcua.rules.lifecycle import FINAL, MOVES, Status
from motcua.services.clock import business_now
from motcua.services.dossiers.facts.content import open_content
from motcua.services.dossiers.facts.letters import open_letter, thread_of
from motcua.services.dossiers.read_letters import read_letters
from motcua.services.dossiers.withdraw import withdraw_dossier
from motcua.services.dossiers.write_letter import write_letter
from motcua.services.errors import NotDone
from motcua.services.procedures.frozen import FrozenProcedure, frozen_procedure
from motcua.services.surveys.find_ticket import ticket_code_of
from motcua.web.accounts.permit import NotFound, require
from motcua.web.layout.fields import ErrorLine, FieldView
from motcua.web.layout.reader import told
from motcua.web.portal.form_pages import shown_pages
from motcua.web.portal.handed_over import handed_over
from motcua.web.portal.papers import asked_name, dated_rows, document_rows, paper_rows
from motcua.web.portal.progress import (
    APPLICANTS_TURN,
    Left,
    line_of_parts,
    reckoning_of,
    time_left,
    whose_turn,
)

_HAS_OUTCOME = frozenset({"finished", "refused", "released", "stopped", "declined"})


class Line(NamedTuple):
    """A dossier in the list."""

    dossier: Dossier
    turn: str
    left: Left | None
    is_mine_to_do: bool
    has_letter: bool


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    now = business_now()
    found = own_dossiers(request.user.pk)
    unread = unread_by_applicant(one.pk for one in found)
    lines = [
        Line(one, whose_turn(one), time_left(one, now=now), one.status in APPLICANTS_TURN, one.pk in unread)
        for one in found
    ]
    # What waits for the citizen stands first; the rest stays newest first.
    lines.sort(key=lambda line: not line.is_mine_to_do)
    return render(request, "portal/dossiers.html", {"lines": lines, "drafts": own_drafts(request.user.pk)})


@require_safe
def dossier(request: HttpRequest, ref: str) -> HttpResponse:
    found = own_dossier(request, ref)
    return _page(request, found)


@require_POST
def write(request: HttpRequest, ref: str) -> HttpResponse:
    """A letter to whoever handles it."""
    found = own_dossier(request, ref)
    require(request, "dossiers.write_letter", found)
    text = request.POST.get("text", "")
    try:
        write_letter(dossier=found, by=request.user, at=business_now(), text=text)
    except NotDone as no:
        return _page(request, found, problem=no, text=text)
    messages.success(request, _("Đã gửi tin nhắn."))
    return redirect(f"{reverse('portal:dossier', kwargs={'ref': ref})}#letters")


def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """A page that asks first, then the verb."""
    found = own_dossier(request, ref)
    require(request, "dossiers.withdraw", found)
    reason, errors = request.POST.get("reason", ""), []
    if request.method == "POST":
        try:
            withdraw_dossier(dossier=found, by=request.user, at=business_now(), reason=reason)
            messages.success(request, _("Đã rút hồ sơ."))
            return redirect("portal:dossier", ref=ref)
        except NotDone as no:
            errors = [ErrorLine(told(refused), name) for name, refused in no.fields.items()]
            errors = errors or [ErrorLine(told(no.refused))]
    why = next((error.message for error in errors if error.name == "reason"), "")
    field = FieldView(
        "reason",
        _("Vì sao bạn rút hồ sơ?"),
        kind="textarea",
        value=reason,
        is_required=False,
        why=why,
    )
    context = {"dossier": found, "field": field, "errors": errors, "can_withdraw": can_withdraw(found)}
    return render(request, "portal/withdraw.html", context)


def own_dossier(request: HttpRequest, ref: str) -> Dossier:
    """The dossier, if it is the citizen's own; else there is no such page."""
    found = find_dossier(ref)
    if found is None:
        raise NotFound("dossiers.read_own")
    require(request, "dossiers.read_own", found)
    return found


def can_withdraw(dossier: Dossier) -> bool:
    return Status.WITHDRAWN in MOVES[Status(dossier.status)]


def _story(dossier: Dossier) -> dict[str, Any]:
    facts = dossier_facts(dossier)
    content = open_content(dossier)
    frozen = frozen_procedure(dossier.procedure_version_id)
    return {
        "dossier": dossier,
        "head": _head(dossier),
        "parts": line_of_parts(dossier, facts.tasks),
        "reckoning": reckoning_of(dossier),
        "documents": document_rows(facts.documents, frozen),
        "form": shown_pages(frozen.form, content.form, rulebook=dossier.rulebook_version_id),
        "papers": paper_rows(facts.papers),
        "results": dated_rows(facts.results) if dossier.released_at else [],
        "asked": _asked(facts, frozen),
        "handed_over": handed_over(dossier, content, frozen),
        "decision": dossier.decisions.exclude(reason="").order_by("-at").first(),
        "secret": content.secret,
        "ticket": ticket_code_of(dossier) if dossier.status in _HAS_OUTCOME else "",
        "can_withdraw": can_withdraw(dossier),
        "is_mine_to_do": dossier.status in APPLICANTS_TURN,
    }


def _page(
    request: HttpRequest, found: Dossier, *, problem: NotDone | None = None, text: str = ""
) -> HttpResponse:
    """The dossier with its letters, which count as read now."""
    letters = [
        {
            "at": one.at,
            "who": one.by.name,
            "is_mine": one.is_from_applicant,
            "is_new": not one.is_from_applicant and one.read_at is None,
            "text": open_letter(one),
        }
        for one in thread_of(found)
    ]
    read_letters(dossier=found, at=business_now())
    why = told(problem.refused) if problem else ""
    context = {
        **_story(found),
        "letters": letters,
        "can_write": Status(found.status) not in FINAL,
        "errors": [ErrorLine(why, "text")] if problem else [],
        "letter_field": FieldView(
            "text",
            _("Tin nhắn cho người đang giải quyết"),
            kind="textarea",
            value=text,
            is_required=True,
            why=why,
        ),
    }
    return render(request, "portal/dossier.html", context, status=422 if problem else 200)


def _head(dossier: Dossier) -> dict[str, Any]:
    """What `layout/_dossier_head.html` shows."""
    left = time_left(dossier, now=business_now())
    return {
        "status": dossier.status,
        "procedure": dossier.procedure,
        "code": dossier.code or dossier.tracking_code,
        "applicant": dossier.applicant_name,
        "left": left,
        "timeliness": dossier.timeliness,
    }


def _asked(facts: DossierFacts, frozen: FrozenProcedure) -> list[tuple[str, str]]:
    """Name and reason of everything that is still to be given."""
    request = next((one for one in reversed(facts.requests) if one.answered_at is None), None)
    items = request.items.all() if request else []
    return [(asked_name(frozen, item.requirement), item.reason) for item in items if item.met_at is None]
