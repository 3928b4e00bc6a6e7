"""Open dossiers of the same applicant for the same procedure, as far as who asks may know of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.kit.instants import local_date
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.records.procedures.models import Procedure
from motcua.records.sealing import blind_index
from motcua.rules.lifecycle import MOVES, Status
from motcua.rules.repeats import RunningDossier

# What may still be worked on: neither final nor only waiting to be handed out.
_RUNNING = [
    str(status)
    for status, onward in MOVES.items()
    if onward and status != Status.DRAFT and onward != (Status.RELEASED,)
]
_MOST = 5


def running_repeats(
    *, procedure: Procedure, applicant: Mapping[str, Any], by: Account | None
) -> Sequence[Dossier]:
    """At most five, by the applicant's identity number, in one statement; none where it has no number.

    A citizen learns of their own filings only: a number typed in must not tell what its owner has asked for.
    """
    identity = str(applicant.get("identity", ""))
    if by is None or not identity:
        return ()
    found = Dossier.objects.select_related("receiving_agency").filter(
        identity_index=blind_index(identity, "identity"),
        procedure=procedure,
        status__in=_RUNNING,
    )
    if not by.is_officer:
        found = found.filter(submitter=by)
    return list(found.order_by("-submitted_at", "-id")[:_MOST])


def as_running(dossiers: Sequence[Dossier]) -> list[RunningDossier]:
    return [
        RunningDossier(str(one), local_date(one.submitted_at), one.receiving_agency.name) for one in dossiers
    ]
