"""One dossier on one screen: the form beside its papers, where it has been, and what I may do now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from motcua.records.dossiers.models import Dossier
from motcua.records.tasks.models import Task
from motcua.reports.dossier_page import DossierFacts, colleagues, dossier_facts, find_dossier
from motcua.rules.eform_show import describe_payload
from motcua.services.agencies.areas import commune_names
from motcua.services.clock import business_now
from motcua.services.dossiers._sealed import open_content
from motcua.services.errors import NotDone
from motcua.services.journal.record_reading import record_reading
from motcua.services.procedures.frozen import frozen_procedure
from motcua.services.processes.frozen import process_table
from motcua.web.accounts.permit import may, require
from motcua.web.desk.page import show
from motcua.web.desk.story import history_lines, parts_of, reckoning_of
from motcua.web.layout.refusals import said

_STOPPED = frozenset({"awaiting_supplement", "awaiting_payment", "awaiting_completion"})


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
    typed: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page, perhaps after a verb said no: the reason on top, what was typed kept."""
    if problem is not None:
        # The verb changed the instance before its conditional write failed: show what is true now.
        dossier = find_dossier(dossier.tracking_code) or dossier
    facts = dossier_facts(dossier)
    frozen = frozen_procedure(dossier.procedure_version_id)
    content = open_content(dossier)
    at = business_now()
    record_reading(by=request.user, dossiers=[dossier.pk], page="desk:dossier", at=at)
    language = "en" if get_language() == "en" else "vi"
    context = {
        "dossier": dossier,
        "frozen": frozen,
        "applicant": content.applicant,
        "pages": describe_payload(
            frozen.form, content.form, language=language, areas=commune_names(dossier.rulebook_version_id)
        ),
        "facts": facts,
        "documents": _by_requirement(dossier, facts),
        "parts": parts_of(dossier, facts),
        "reckoning": reckoning_of(dossier, facts, now=at),
        "history": history_lines(facts.history),
        "acts": _acts(request, dossier, facts),
        "errors": [{"message": message, "href": ""} for message in said(problem)] if problem else [],
        "typed": typed or {},
    }
    status = 200 if problem is None else 409 if problem.refused.code in _CONFLICTS else 422
    return show(request, "desk/dossier.html", context, status=status)


_CONFLICTS = frozenset({"changed_meanwhile", "already_done", "no_open_task"})


def _by_requirement(dossier: Dossier, facts: DossierFacts) -> list[dict[str, Any]]:
    """Each requirement with the documents given for it; missing ones show too."""
    asked = frozen_procedure(dossier.procedure_version_id).requirements
    return [
        {
            "requirement": requirement,
            "files": [one for one in facts.documents if one.requirement == requirement.key],
        }
        for requirement in asked
    ]


def _acts(request: HttpRequest, dossier: Dossier, facts: DossierFacts) -> dict[str, Any]:
    """What this officer may do now, in this state."""
    is_new, is_running = dossier.status == "submitted", dossier.status in {"received", "processing"}
    is_open = is_new or is_running or dossier.status in _STOPPED
    return {
        "receive": is_new and may(request, "dossiers.receive", dossier),
        "decline": dossier.status in {"submitted", "awaiting_completion"}
        and may(request, "dossiers.decline", dossier),
        "request_supplement": (is_new or is_running) and may(request, "dossiers.request_supplement", dossier),
        "override": dossier.contact_count > 0 and _is_superior(request),
        "steps": [_step(request, dossier, task) for task in _own_steps(request, facts)] if is_running else [],
        "release": dossier.status in {"finished", "refused", "stopped"}
        and may(request, "dossiers.release", dossier),
        "withdraw": is_open and may(request, "dossiers.withdraw", dossier),
        "apologise": is_running and not facts.reappointment and may(request, "dossiers.apologise", dossier),
        "pauses": _pauses(request, dossier, facts) if is_running else [],
        "resume": facts.pause is not None and may(request, "dossiers.resume", dossier),
    }


def _own_steps(request: HttpRequest, facts: DossierFacts) -> Sequence[Task]:
    steps = [
        task for task in facts.tasks if task.status == Task.OPEN and task.kind not in ("intake", "release")
    ]
    return [task for task in steps if may(request, "dossiers.complete_step", task)]


def _step(request: HttpRequest, dossier: Dossier, task: Task) -> dict[str, Any]:
    outcomes = process_table(dossier.process_version_id or 0).steps[task.step].outcomes
    return {
        "task": task,
        "outcomes": [outcome for outcome in outcomes if outcome != "done"],
        "colleagues": colleagues(task) if may(request, "dossiers.assign", task) else [],
        "is_mine": task.assignee_id == request.actor.id,
    }


def _pauses(request: HttpRequest, dossier: Dossier, facts: DossierFacts) -> Sequence[Mapping[str, Any]]:
    if facts.pause is not None or not may(request, "dossiers.pause", dossier):
        return []
    listed: Sequence[Mapping[str, Any]] = frozen_procedure(dossier.procedure_version_id).content["pauses"]
    return listed


def _is_superior(request: HttpRequest) -> bool:
    return bool(request.actor.roles & {"desk_head", "leader"})
