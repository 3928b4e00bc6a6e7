"""A walk-in at the counter, or a letter in the post: filed and received at once (NĐ 61/2018 Art. 16–17)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import StoredFile
from motcua.records.people.models import Account
from motcua.rules.collecting import PRESENT, PROXY, SELF
from motcua.rules.delegation import check_delegation, check_post_item
from motcua.rules.sheets import Sheets, read_sheets, written_sheets
from motcua.services.dossiers._input import sheet_errors
from motcua.services.dossiers.facts.content import Brought, HandedIn
from motcua.services.dossiers.receive import receive_dossier
from motcua.services.dossiers.release import release_dossier
from motcua.services.dossiers.submit import Filed, GivenDocument, submit_dossier
from motcua.services.errors import NotDone
from motcua.services.procedures.frozen import FrozenProcedure, frozen_procedure
from motcua.services.procedures.offered import offer_in_force

CHANNELS = ("counter", "post")


@dataclass(frozen=True, slots=True)
class Handover:
    """How it came: at the counter, or by post under the number `post_item`; from the applicant or a proxy.

    `delegation` (`name`, `identity`, `ground`) counts only where it is by proxy.
    """

    channel: str = "counter"
    post_item: str = ""
    is_by_proxy: bool = False
    delegation: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AtOnce:
    """For a procedure whose result is given at once (17.4): the files of the result, a receipt on request."""

    results: Sequence[tuple[str, StoredFile]] = ()
    has_receipt: bool = False


def take_in_dossier(
    *,
    procedure: str,
    agency: str,
    applicant: Mapping[str, Any],
    form: Mapping[str, Any],
    documents: Sequence[GivenDocument],
    handed_in: HandedIn,
    by: Account,
    at: datetime,
    how: Handover | None = None,
    at_once: AtOnce | None = None,
    is_repeat_confirmed: bool = False,
) -> Filed:
    """Files and receives; where the result is given at once (17.4) it is handed over too, by the way it came.

    `handed_in` counts the sheets of each requirement given on paper (rules.sheets).

    What the procedure asks for must lie on the counter, as paper or as a file: an incomplete walk-in is
    told what to bring. Raises NotDone with a message per field (`documents.<key>`, `delegation.<field>`,
    `post_item`; `repeat` where a dossier like it is running and one more is not confirmed); nothing is
    written then.
    """
    how = how or Handover()
    if how.channel not in CHANNELS:
        raise NotDone(Refused("unknown_channel", N_("Hãy chọn hồ sơ nộp tại quầy hay đến qua bưu chính.")))
    offer = offer_in_force(procedure=procedure, agency=agency, channel=how.channel)
    papers = {key: sheets for key, count in handed_in.items() if (sheets := read_sheets(count)) != Sheets()}
    given = {*papers, *(document.requirement for document in documents)}
    brought = _checked_handover(how)
    frozen = frozen_procedure(offer.version_id)
    wrong = _paper_errors(frozen, papers, given) | brought.errors
    with transaction.atomic():
        try:
            filed = submit_dossier(
                procedure=procedure,
                agency=agency,
                applicant=applicant,
                form=form,
                documents=documents,
                channel=how.channel,
                by=by,
                at=at,
                brought=Brought(
                    {key: written_sheets(sheets) for key, sheets in papers.items()},
                    brought.delegation,
                    brought.post_item,
                ),
                is_repeat_confirmed=is_repeat_confirmed,
            )
        except NotDone as problem:
            raise NotDone(problem.refused, {**problem.fields, **wrong}) from None
        if wrong:
            raise NotDone(next(iter(wrong.values())), wrong)
        done = at_once or AtOnce()
        receive_dossier(dossier=filed.dossier, by=by, at=at, has_receipt=done.has_receipt)
        if frozen.is_immediate:
            _release(filed.dossier, brought.delegation, done, by=by, at=at)
    return filed


def _release(
    dossier: Dossier, delegation: Mapping[str, str], done: AtOnce, *, by: Account, at: datetime
) -> None:
    """At the counter whoever handed it in stands there still; by post the item back has no number yet."""
    who = {"collector": PROXY if delegation else SELF, "shown": PRESENT, "delegation": delegation}
    release_dossier(
        dossier=dossier,
        by=by,
        at=at,
        way=dossier.channel,
        results=done.results,
        collected=who if dossier.channel == "counter" else None,
    )


@dataclass(frozen=True, slots=True)
class _CheckedHandover:
    delegation: Mapping[str, str]
    post_item: str
    errors: dict[str, Refused]


def _checked_handover(how: Handover) -> _CheckedHandover:
    delegation, wrong = check_delegation(how.delegation) if how.is_by_proxy else ({}, {})
    errors = {f"delegation.{name}": one for name, one in wrong.items()}
    item = check_post_item(how.post_item) if how.channel == "post" else ""
    if isinstance(item, Refused):
        return _CheckedHandover(delegation, "", {**errors, "post_item": item})
    return _CheckedHandover(delegation, item, errors)


def _paper_errors(
    frozen: FrozenProcedure, papers: Mapping[str, Sheets], given: Collection[str]
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
    return missing | sheet_errors(papers)
