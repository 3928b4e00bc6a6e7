"""The acts panel of a dossier's page: what this officer may do now, and what they typed if it was refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.tasks.models import Task
from motcua.reports.dossier_page import DossierFacts, colleagues
from motcua.rules.lifecycle import FINAL
from motcua.services.dossiers.facts.tasks import SENT_BACK, step_before
from motcua.services.errors import NotDone
from motcua.services.procedures.frozen import FORM, FrozenProcedure, frozen_procedure
from motcua.services.processes.frozen import process_table
from motcua.web.accounts.permit import may
from motcua.web.desk.asking import asking_acts
from motcua.web.desk.consulting import consulting
from motcua.web.desk.lateness import lateness_acts
from motcua.web.layout.reader import named
from motcua.web.layout.refusals import said, translated

_STOPPED = frozenset({"awaiting_supplement", "awaiting_payment", "awaiting_completion"})
_ASKING_FORMS = ("request-supplement", "propose-supplement")
_ASKING = ("act", "may_send")
_OF_FIELD_VIEWS = ("release", "return-originals")
_DEFECTS = {
    "missing": N_("thiếu"),
    "unreadable": N_("mờ, không đọc được"),
    "wrong": N_("sai"),
    "expired": N_("hết hạn"),
    "other": N_("khác"),
}
_DEFECTS_OF_FORM = ("wrong", "missing", "other")


@dataclass(frozen=True, slots=True)
class Tried:
    """A form of the panel that was sent and refused: which (`decline`, `complete-step-17`), what it held."""

    act: str = ""
    typed: Mapping[str, Any] | QueryDict | None = None
    problem: NotDone | None = None

    @property
    def whys(self) -> dict[str, str]:
        """What is wrong, by box."""
        fields = self.problem.fields if self.problem else {}
        return {name: translated(refused) for name, refused in fields.items()}

    @property
    def errors(self) -> list[dict[str, str]]:
        """The summary's lines, each with the box it belongs to where there is one."""
        if self.problem is None:
            return []
        lines = [{"message": why, "href": self._place(name)} for name, why in self.whys.items()]
        return lines or [{"message": sentence, "href": ""} for sentence in said(self.problem)]

    def _place(self, name: str) -> str:
        """The box's element: a FieldView's, or one of the template's own."""
        is_view = self.act in _OF_FIELD_VIEWS and name != "result"
        return f"#f-{name.replace('.', '-')}" if is_view else f"#{self.act}-{name}"


def tried_form(request: HttpRequest, problem: NotDone | None) -> Tried:
    """Which form of the panel this request is the sending of."""
    if problem is None:
        return Tried()
    act = request.resolver_match.url_name.removeprefix("dossier-")
    task = request.resolver_match.kwargs.get("task")
    return Tried(f"{act}-{task}" if task else act, request.POST, problem)


def panel(
    request: HttpRequest, dossier: Dossier, facts: DossierFacts, tried: Tried, at: datetime
) -> dict[str, Any]:
    """What may be done now, in this state, by this officer."""
    is_new, is_running = dossier.status == "submitted", dossier.status in {"received", "processing"}
    is_open = is_new or is_running or dossier.status in _STOPPED
    given = {
        "receive": is_new and may(request, "dossiers.receive", dossier),
        "decline": dossier.status in {"submitted", "awaiting_completion"}
        and may(request, "dossiers.decline", dossier),
        "steps": _steps(request, dossier, facts, tried) if is_running else [],
        "release": dossier.status in {"finished", "refused", "stopped"}
        and may(request, "dossiers.release", dossier),
        "withdraw": is_open and may(request, "dossiers.withdraw", dossier),
        "pauses": _pauses(request, dossier, facts) if is_running else [],
        "resume": facts.pause is not None and may(request, "dossiers.resume", dossier),
    }
    late = lateness_acts(request, dossier, facts)
    supplement = asking_acts(request, dossier, at)
    return {
        **given,
        "lateness": late,
        "control_slip": dossier.received_at is not None
        and may(request, "dossiers.issue_control_slip", dossier),
        "supplement": supplement,
        "opinions": consulting(request, dossier, at),
        "write_letter": dossier.status not in FINAL and may(request, "dossiers.write_letter", dossier),
        "add_note": may(request, "dossiers.add_note", dossier),
        "any": any((*given.values(), late.get("sign"), late.get("reappoint"), *map(supplement.get, _ASKING))),
    }


def asks(dossier: Dossier, tried: Tried) -> list[dict[str, Any]]:
    """The lines of a supplement request: each requirement, and the form itself."""
    act = tried.act if tried.act in _ASKING_FORMS else _ASKING_FORMS[0]
    typed = tried.typed if tried.act == act and tried.typed is not None else QueryDict()
    ticked = typed.getlist("item") if isinstance(typed, QueryDict) else []
    return [
        {
            "key": key,
            "id": f"{act}-reason-{key}",
            "name": name,
            "is_asked": key in ticked,
            "defect": typed.get(f"defect-{key}", "wrong" if key == FORM else "missing"),
            "defects": [(one, _(_DEFECTS[one])) for one in (_DEFECTS_OF_FORM if key == FORM else _DEFECTS)],
            "reason": typed.get(f"reason-{key}", ""),
            "why": tried.whys.get(f"reason-{key}", ""),
        }
        for key, name in askable(frozen_procedure(dossier.procedure_version_id))
    ]


def askable(frozen: FrozenProcedure) -> list[tuple[str, str]]:
    """What a request may name, by key: the form, which stands for the declarations, then each paper."""
    keys = [FORM, *(one.key for one in frozen.requirements if not one.is_met_by_form)]
    return [(key, asked_name(frozen, key)) for key in keys]


def asked_name(frozen: FrozenProcedure, key: str) -> str:
    """What an item of a request is called."""
    asked = frozen.requirement(key)
    return named(asked) if asked else _("Tờ khai điện tử")


def _steps(request: HttpRequest, dossier: Dossier, facts: DossierFacts, tried: Tried) -> list[dict[str, Any]]:
    steps = [task for task in facts.tasks if task.status == Task.OPEN and task.kind not in Task.DESK_STEPS]
    own = [task for task in steps if may(request, "dossiers.complete_step", task)]
    return [_step(request, dossier, facts, task, tried) for task in own]


def _step(
    request: HttpRequest, dossier: Dossier, facts: DossierFacts, task: Task, tried: Tried
) -> dict[str, Any]:
    table = process_table(dossier.process_version_id or 0)
    outcomes = table.steps[task.step].outcomes
    done = [one for one in facts.tasks if one.status == Task.DONE]
    name, back = f"complete-step-{task.pk}", f"send-back-{task.pk}"
    return {
        "task": task,
        "id": name,
        "tried": tried.act == name,
        "before": step_before(table, task, done) if may(request, "dossiers.send_back", task) else None,
        "back": back,
        "tried_back": tried.act == back,
        "returned": next((one for one in done if _came_back(one, task)), None),
        "outcomes": [outcome for outcome in outcomes if outcome != "done"],
        "colleagues": colleagues(task) if may(request, "dossiers.assign", task) else [],
    }


def _came_back(done: Task, task: Task) -> bool:
    """Whether `task` was opened again because `done` was sent back to it."""
    return done.outcome == SENT_BACK and done.done_at == task.opened_at


def _pauses(request: HttpRequest, dossier: Dossier, facts: DossierFacts) -> Sequence[Mapping[str, Any]]:
    if facts.pause is not None or not may(request, "dossiers.pause", dossier):
        return []
    listed: Sequence[Mapping[str, Any]] = frozen_procedure(dossier.procedure_version_id).content["pauses"]
    return listed
