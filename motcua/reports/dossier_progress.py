"""What a citizen has under way: dossiers and drafts, newest first, and the steps still ahead of one."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.records.dossiers.models import Dossier, Draft
from motcua.rules.process_table import ProcessTable

MOST = 200


def own_dossiers(account: int) -> list[Dossier]:
    """The account's dossiers without what is sealed in them."""
    rows = Dossier.objects.filter(submitter_id=account).select_related(
        "procedure", "receiving_agency", "lead_agency"
    )
    return list(rows.defer("sealed").order_by("-submitted_at", "-id")[:MOST])


def own_drafts(account: int, *, procedure: str = "") -> list[Draft]:
    """Begun and not filed, the last touched first."""
    rows = Draft.objects.filter(account_id=account, dossier=None).select_related("procedure", "agency")
    if procedure:
        rows = rows.filter(procedure__code=procedure)
    return list(rows.defer("sealed").order_by("-changed_at")[:MOST])


def steps_in_order(table: ProcessTable) -> list[str]:
    """Every step in the order in which a dossier that goes well meets it."""
    order: list[str] = []
    ahead = list(table.begin.steps)
    while ahead:
        step = ahead.pop(0)
        if step in order:
            continue
        order.append(step)
        ahead += _next(table, step)
    return order


def _next(table: ProcessTable, step: str) -> Iterable[str]:
    after = table.steps[step].after
    route = after.get("approve") or after.get("done") or next(iter(after.values()))
    beyond = [
        onward.steps
        for join, _flow in route.joins
        if (onward := table.joins[join].after.get("done") or table.joins[join].after.get("approve"))
    ]
    return [*route.steps, *(one for steps in beyond for one in steps)]
