"""Who asked another agency needs its opinion no more (NĐ 61/2018 Art. 19.5)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.records.consultations.models import Consultation
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.dossiers.answer_opinion import waiting_consultation


def withdraw_opinion(
    *, dossier: Dossier, consultation: Consultation, by: Account, at: datetime, version: int | None = None
) -> Consultation:
    """Takes the question back; the asked agency sees nothing of it any more.

    Raises NotDone where it was answered or withdrawn already, or the dossier changed meanwhile.
    """
    check_version(dossier, version)
    with transaction.atomic():
        standing = waiting_consultation(consultation, dossier)
        data = {"consultation": standing.pk}
        write_dossier(dossier, event="dossier.opinion_withdrawn", by=by, at=at, data=data)
        standing.withdrawn_at, standing.withdrawn_by = at, by
        standing.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return standing
