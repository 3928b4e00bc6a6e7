"""Whoever may ask the applicant sends a proposed request under their name, or drops it (Art. 11.2c, 19.4)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier, SupplementRequest
from motcua.records.people.models import Account
from motcua.records.proposals.models import SupplementProposal
from motcua.services.dossiers._asked import AskedItem
from motcua.services.dossiers._input import reason_of
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.dossiers.propose_supplement import find_proposal
from motcua.services.dossiers.request_supplement import needs_override, request_supplement
from motcua.services.errors import NotDone


def send_proposal(
    *, dossier: Dossier, by: Account, at: datetime, is_superior: bool, version: int | None = None
) -> SupplementRequest:
    """Sends the proposed request in `by`'s name; one that the law allows once needs a superior's.

    Raises NotDone where nothing is proposed, or the rules refuse the request.
    """
    check_version(dossier, version)
    proposal = _waiting(dossier)
    is_override = needs_override(dossier, at)
    if is_override and not is_superior:
        raise NotDone(
            Refused(
                "needs_superior", N_("Hỏi thêm lần nữa hoặc hỏi muộn phải do phụ trách hoặc lãnh đạo ký.")
            )
        )
    with transaction.atomic():
        request = request_supplement(
            dossier=dossier,
            by=by,
            at=at,
            items=[AskedItem(*item) for item in proposal.items],
            is_override=is_override,
        )
        _settle(proposal, by=by, at=at, is_sent=True)
    return request


def drop_proposal(
    *, dossier: Dossier, by: Account, at: datetime, reason: str, version: int | None = None
) -> SupplementProposal:
    """Drops it with a reason that whoever proposed it reads; the applicant hears nothing."""
    check_version(dossier, version)
    told = reason_of(reason)
    proposal = _waiting(dossier)
    with transaction.atomic():
        write_dossier(dossier, event="dossier.proposal_dropped", by=by, at=at, data={"proposal": proposal.pk})
        _settle(proposal, by=by, at=at, dropped_because=told)
    return proposal


def _waiting(dossier: Dossier) -> SupplementProposal:
    proposal = find_proposal(dossier)
    if proposal is None:
        raise NotDone(Refused("nothing_proposed", N_("Không có đề xuất nào chờ ký ở hồ sơ này.")))
    return proposal


def _settle(
    proposal: SupplementProposal,
    *,
    by: Account,
    at: datetime,
    is_sent: bool = False,
    dropped_because: str = "",
) -> None:
    SupplementProposal.objects.filter(pk=proposal.pk, settled_at=None).update(
        settled_at=at, settled_by=by, is_sent=is_sent, dropped_because=dropped_because
    )
