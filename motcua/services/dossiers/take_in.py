"""A walk-in at the counter: filed and received in one move (NĐ 61/2018 Art. 16.1a, 17)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.people.models import Account
from motcua.services.dossiers._input import count_errors
from motcua.services.dossiers.receive import receive_dossier
from motcua.services.dossiers.submit import Filed, GivenDocument, submit_dossier
from motcua.services.errors import NotDone
from motcua.services.procedures.frozen import FrozenProcedure, frozen_procedure
from motcua.services.procedures.offered import offer_in_force

_CHANNEL = "counter"


def take_in_dossier(
    *,
    procedure: str,
    agency: str,
    applicant: Mapping[str, Any],
    form: Mapping[str, Any],
    documents: Sequence[GivenDocument],
    handed_in: Mapping[str, int],
    by: Account,
    at: datetime,
    is_repeat_confirmed: bool = False,
) -> Filed:
    """Files and receives; `handed_in` counts the sheets of each requirement given on paper.

    What the procedure asks for must lie on the counter, as paper or as a file: an incomplete walk-in is
    told what to bring. Raises NotDone with a message per field (`documents.<key>`; `repeat` where a dossier
    like it is running and one more is not confirmed); nothing is written then.
    """
    offer = offer_in_force(procedure=procedure, agency=agency, channel=_CHANNEL)
    papers = {key: count for key, count in handed_in.items() if count}
    given = {*papers, *(document.requirement for document in documents)}
    wrong = _paper_errors(frozen_procedure(offer.version_id), papers, given)
    with transaction.atomic():
        try:
            filed = submit_dossier(
                procedure=procedure,
                agency=agency,
                applicant=applicant,
                form=form,
                documents=documents,
                channel=_CHANNEL,
                by=by,
                at=at,
                handed_in=papers,
                is_repeat_confirmed=is_repeat_confirmed,
            )
        except NotDone as problem:
            raise NotDone(problem.refused, {**problem.fields, **wrong}) from None
        if wrong:
            raise NotDone(next(iter(wrong.values())), wrong)
        receive_dossier(dossier=filed.dossier, by=by, at=at)
    return filed


def _paper_errors(
    frozen: FrozenProcedure, papers: Mapping[str, int], given: Collection[str]
) -> dict[str, Refused]:
    """What is missing on the counter, and counts nobody could have handed in."""
    missing = {
        f"documents.{asked.key}": Refused(
            "not_on_the_counter",
            N_("Thiếu “%(name)s”. Hãy ghi số bản giấy đã nhận hoặc đính kèm tệp; thiếu thì chưa tiếp nhận."),
            {"name": asked.name},
        )
        for asked in frozen.requirements
        if asked.is_owed and asked.key not in given
    }
    return missing | count_errors(papers)
