"""Proposes what to ask of the applicant; the desk sends it, or a superior signs (NĐ 61/2018 Art. 5.1e)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.records.proposals.models import SupplementProposal
from motcua.services.dossiers._asked import AskedItem, checked_items
from motcua.services.dossiers._input import reason_of
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.errors import NotDone

_MAY_BE_ASKED = frozenset({"submitted", "received", "processing"})


def propose_supplement(
    *,
    dossier: Dossier,
    by: Account,
    at: datetime,
    items: Sequence[AskedItem],
    cause: str,
    version: int | None = None,
) -> SupplementProposal:
    """Keeps the items for whoever may send them; the applicant hears nothing yet and the clock runs on.

    Raises NotDone where a proposal waits already, the dossier can be asked nothing, an item or the cause
    is missing.
    """
    check_version(dossier, version)
    named = checked_items(dossier, items)
    why = reason_of(cause, field="cause")
    if dossier.status not in _MAY_BE_ASKED:
        raise NotDone(
            Refused("not_running", N_("Hồ sơ đang chờ người dân hoặc đã kết thúc, chưa thể hỏi thêm."))
        )
    if waiting := find_proposal(dossier):
        raise NotDone(_one_waits(waiting))
    with transaction.atomic():
        write_dossier(
            dossier,
            event="dossier.supplement_proposed",
            by=by,
            at=at,
            data={"items": [[item.requirement, item.defect] for item in named]},
        )
        return SupplementProposal.objects.create(
            dossier=dossier,
            at=at,
            by=by,
            items=[[item.requirement, item.defect, item.reason] for item in named],
            cause=why,
        )


def newest_proposal(dossier: Dossier) -> SupplementProposal | None:
    """Waiting, sent or dropped."""
    made = SupplementProposal.objects.filter(dossier=dossier)
    return made.select_related("by", "settled_by").order_by("-pk").first()


def find_proposal(dossier: Dossier) -> SupplementProposal | None:
    """The proposal that waits for a signature."""
    newest = newest_proposal(dossier)
    return newest if newest is not None and newest.settled_at is None else None


def _one_waits(waiting: SupplementProposal) -> Refused:
    return Refused(
        "already_proposed",
        N_("%(who)s đã đề xuất yêu cầu bổ sung hồ sơ này. Hãy chờ đề xuất đó được ký hoặc bỏ."),
        {"who": waiting.by.name},
    )
