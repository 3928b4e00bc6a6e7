"""An officer's queue: open tasks of the roles they hold, due soonest first; one indexed query a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import F, Q, QuerySet

from motcua.kit.folding import fold
from motcua.records.sealing import blind_index
from motcua.records.tasks.models import Task
from motcua.rules.absences import covered_roles
from motcua.rules.dossier_codes import DossierCode, TrackingCode, parse_reference
from motcua.rules.identifiers import check_identity_number, check_phone

PAGE = 50
_LONGEST_ID = 18  # digits that every database takes for a number
KINDS = ("all", "intake", "steps", "release")


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What the address asks for. `holder`: `me`, `free` or empty; due from `since` on and before `before`."""

    kind: str = "all"
    holder: str = ""
    text: str = ""
    before: datetime | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Up to 50 tasks, and the key of the next page ("" at the end)."""

    tasks: list[Task] = field(default_factory=list)
    next: str = ""


def queue_page(
    holdings: Sequence[tuple[str, int]],
    *,
    account: int,
    wanted: QueueFilter,
    after: str = "",
    covers: Sequence[tuple[int, int]] = (),
) -> QueuePage:
    """The open tasks of these (role, agency) pairs that are the account's own or nobody's yet.

    `covers`: (agency, account) of absent colleagues, whose tasks are shown too where a role held there is
    enough for them.

    Tasks without a due instant (results to hand over) come last. `after` is a `next` given before.
    """
    if not holdings:
        return QueuePage()
    tasks = _filtered(_open_tasks(holdings, account, covers), account, wanted)
    with_due = tasks.filter(due_at__isnull=False).order_by("due_at", "id")
    without_due = tasks.filter(due_at__isnull=True).order_by("id")
    key = _read_key(after)
    found: list[Task] = []
    if key is None or key[0] is not None:
        found = list(_after(with_due, key)[: PAGE + 1])
    if len(found) <= PAGE:
        later = without_due.filter(id__gt=key[1]) if key and key[0] is None else without_due
        found += list(later[: PAGE + 1 - len(found)])
    page = found[:PAGE]
    return QueuePage(tasks=page, next=key_of(page[-1]) if len(found) > PAGE else "")


def chosen_tasks(holdings: Sequence[tuple[str, int]], account: int, numbers: Sequence[int]) -> list[Task]:
    """Of these tasks, the ones in the account's queue, soonest due first."""
    if not holdings or not numbers:
        return []
    found = _open_tasks(holdings, account).filter(pk__in=numbers)
    return list(found.order_by(F("due_at").asc(nulls_last=True), "id"))


def _open_tasks(
    holdings: Sequence[tuple[str, int]], account: int, covers: Sequence[tuple[int, int]] = ()
) -> QuerySet[Task]:
    held = Q()
    for role, agency in holdings:
        held |= Q(role=role, agency_id=agency)
    theirs = held & (Q(assignee_id=account) | Q(assignee=None))
    for agency, absent in covers:
        enough = covered_roles([role for role, where in holdings if where == agency])
        theirs |= Q(agency_id=agency, assignee_id=absent, role__in=enough)
    return (
        Task.objects.filter(theirs, status=Task.OPEN)
        .select_related("dossier__procedure", "dossier__calendar_version", "agency", "assignee")
        .defer("dossier__sealed", "dossier__calendar_version__content")
    )


def _filtered(tasks: QuerySet[Task], account: int, wanted: QueueFilter) -> QuerySet[Task]:
    if wanted.kind == "steps":
        tasks = tasks.exclude(kind__in=Task.DESK_STEPS)
    elif wanted.kind in Task.DESK_STEPS:
        tasks = tasks.filter(kind=wanted.kind)
    if wanted.holder == "me":
        tasks = tasks.filter(assignee_id=account)
    elif wanted.holder == "free":
        tasks = tasks.filter(assignee=None)
    if wanted.before:
        tasks = tasks.filter(due_at__lt=wanted.before)
    if wanted.since:
        tasks = tasks.filter(due_at__gte=wanted.since)
    return tasks.filter(about(wanted.text, "dossier__")) if wanted.text else tasks


def about(text: str, prefix: str = "") -> Q:
    """Dossiers that a typed text means: a code, an identity number, a phone, or part of a name."""
    if exact := exactly(text):
        return Q(**{f"{prefix}{column}__in": values for column, values in exact.items()})
    name = Q()
    for word in fold(text)[:80].split():
        name &= Q(**{f"{prefix}applicant_folded__contains": word})
    return name


def exactly(text: str) -> dict[str, Sequence[str]]:
    """The column and the values that a typed code or number stands for; nothing for a name."""
    reference = parse_reference(text)
    if isinstance(reference, DossierCode):
        return {"code": reference.spellings}
    if isinstance(reference, TrackingCode):
        return {"tracking_code": [reference.text]}
    identity, phone = check_identity_number(text), check_phone(text)
    if isinstance(identity, str):
        return {"identity_index": [blind_index(identity, "identity")]}
    return {"phone_index": [blind_index(phone, "phone")]} if isinstance(phone, str) else {}


def _after(tasks: QuerySet[Task], key: tuple[datetime | None, int] | None) -> QuerySet[Task]:
    if key is None:
        return tasks
    due, last_id = key
    return tasks.filter(Q(due_at__gt=due) | Q(due_at=due, id__gt=last_id))


def key_of(task: Task) -> str:
    """Where the task stands: what comes after it is asked for with this."""
    return f"{task.due_at.isoformat() if task.due_at else ''}~{task.pk}"


def _read_key(after: str) -> tuple[datetime | None, int] | None:
    """(due instant, task id) of a `next`; None for the first page, and for what is no key of ours."""
    due, _, last = after.partition("~")
    if not last.isdecimal() or len(last) > _LONGEST_ID:
        return None
    try:
        at = datetime.fromisoformat(due) if due else None
        if at and at.tzinfo is None:
            return None
        return at and at.astimezone(UTC), int(last)
    except (ValueError, OverflowError):  # no date, or one at the edge of time
        return None
