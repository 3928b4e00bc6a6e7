"""Results that nobody has come for: open release tasks, the longest waiting first (NĐ 61/2018 Art. 20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import OuterRef, Q, Subquery

from motcua.records.releases.models import Notice
from motcua.records.tasks.models import Task
from motcua.reports.queue import about

PAGE = 50
_LONGEST_ID = 18


@dataclass(frozen=True, slots=True)
class UncollectedPage:
    """Up to 50 tasks, each with `reminded_at` (or None), and the key of the next page ("" at the end)."""

    tasks: Sequence[Task]
    next: str


def uncollected_page(
    desks: Sequence[int], *, before: datetime, text: str = "", outcome: str = "", after: str = ""
) -> UncollectedPage:
    """What was ready `before` then at these desks; `outcome` of the dossier, `text` as in the queue."""
    reminded = Notice.objects.filter(dossier=OuterRef("dossier"), kind=Notice.UNCOLLECTED)
    # Role and due_at are every release task's own: with them the index of the queue serves here too.
    found = Task.objects.filter(
        agency__in=desks,
        role="desk_officer",
        due_at=None,
        status=Task.OPEN,
        step=Task.RELEASE,
        opened_at__lt=before,
    ).annotate(reminded_at=Subquery(reminded.values("at")[:1]))
    if outcome:
        found = found.filter(dossier__outcome=outcome)
    if text:
        found = found.filter(about(text, "dossier__"))
    key = _read_key(after)
    if key is not None:
        found = found.filter(Q(opened_at__gt=key[0]) | Q(opened_at=key[0], id__gt=key[1]))
    rows = list(
        found.select_related("dossier__procedure", "agency")
        .defer("dossier__sealed")
        .order_by("opened_at", "id")[: PAGE + 1]
    )
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return UncollectedPage(rows[:PAGE], f"{last.opened_at.isoformat()}~{last.pk}" if last else "")


def _read_key(after: str) -> tuple[datetime, int] | None:
    """(ready since, task id) of a `next`; None for the first page, and for what is no key of ours."""
    opened, _, last = after.partition("~")
    if not last.isdecimal() or len(last) > _LONGEST_ID:
        return None
    try:
        at = datetime.fromisoformat(opened)
        return (at.astimezone(UTC), int(last)) if at.tzinfo else None
    except (ValueError, OverflowError):  # no date, or one at the edge of time
        return None
