"""What the acts panel says of asking the applicant: ask, propose to ask, or sign what was proposed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from motcua.records.dossiers.models import Dossier
from motcua.services.dossiers.propose_supplement import newest_proposal
from motcua.services.dossiers.request_supplement import needs_override
from motcua.services.procedures.frozen import frozen_procedure
from motcua.web.accounts.permit import may

_SUPERIORS = frozenset({"desk_head", "leader"})
_ASKABLE = frozenset({"submitted", "received", "processing"})


def is_superior(request: HttpRequest) -> bool:
    """Who may let a second or a late request pass."""
    return bool(request.actor.roles & _SUPERIORS)


def asking_acts(request: HttpRequest, dossier: Dossier, at: datetime) -> dict[str, Any]:
    """`act` names the form to show, `proposal` what waits for a signature instead."""
    may_ask = may(request, "dossiers.request_supplement", dossier)
    may_propose = may(request, "dossiers.propose_supplement", dossier)
    may_send = may(request, "dossiers.send_proposal", dossier)
    if dossier.status not in _ASKABLE or not (may_ask or may_propose or may_send):
        return {}
    is_override = needs_override(dossier, at)
    proposal = newest_proposal(dossier)
    if proposal is not None and proposal.settled_at is None:
        frozen = frozen_procedure(dossier.procedure_version_id)
        named = {key: asked.name for key, _, _ in proposal.items if (asked := frozen.requirement(key))}
        return {
            "proposal": proposal,
            "items": [(named.get(key, "Tờ khai"), reason) for key, _, reason in proposal.items],
            "is_override": is_override,
            "may_send": may_send and (is_superior(request) or (may_ask and not is_override)),
        }
    asks_alone = may_ask and (not is_override or is_superior(request))
    act = "request-supplement" if asks_alone else "propose-supplement" if may_propose else ""
    dropped = proposal if proposal is not None and proposal.dropped_because else None
    return {"act": act, "is_override": is_override, "dropped": dropped}
