"""A citizen (or an officer for a walk-in) files a dossier: NĐ 61/2018 Art. 16–17, TT 01/2018 Art. 5.

It gets a tracking code and no dossier code yet; the desk's own clock starts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

from motcua.kit.instants import instant, local, local_date
from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import Document, StoredFile
from motcua.records.people.models import Account
from motcua.rules.time_limit import due_at, parse_limit
from motcua.services.agencies.find import find_agencies
from motcua.services.calendars.frozen import parameter, working_calendar
from motcua.services.dossiers._tasks import open_intake
from motcua.services.dossiers._write import create_dossier, post
from motcua.services.dossiers.facts.content import Brought, SealedContent, sealed_columns
from motcua.services.dossiers.facts.messages import tell_portal
from motcua.services.dossiers.preflight import check_filing, check_repeats
from motcua.services.procedures.frozen import FrozenProcedure, frozen_procedure
from motcua.services.procedures.offered import offer_in_force
from motcua.services.surveys.issue_ticket import issue_ticket
from motcua.services.tokens import drawn_again, new_secret, new_tracking_code


@dataclass(frozen=True, slots=True)
class GivenDocument:
    """A stored file given for a requirement of the procedure."""

    requirement: str
    name: str
    file: StoredFile


@dataclass(frozen=True, slots=True)
class Filed:
    """What the filer takes home."""

    dossier: Dossier
    secret: str
    ticket: str


def submit_dossier(
    *,
    procedure: str,
    agency: str,
    applicant: Mapping[str, Any],
    form: Mapping[str, Any],
    documents: Sequence[GivenDocument],
    channel: str,
    by: Account | None,
    at: datetime,
    is_strict: bool = False,
    brought: Brought | None = None,
    is_repeat_confirmed: bool = True,
) -> Filed:
    """Files a dossier for `procedure` (code) at `agency` (code); `by` is the submitter (None: an open call).

    Raises NotDone with a message per field; nothing is written then. `is_strict` refuses unknown
    form fields (machines), instead of dropping them (pages). `brought` came with it on paper.
    Where a person can be asked, `is_repeat_confirmed` is their word that one more like it is meant.
    """
    offer = offer_in_force(procedure=procedure, agency=agency, channel=channel)
    frozen = frozen_procedure(offer.version_id)
    checked = check_filing(
        frozen,
        applicant=applicant,
        form=form,
        given=[document.requirement for document in documents],
        channel=channel,
        today=local_date(at),
        rulebook_version=offer.rulebook_id,
        is_strict=is_strict,
    )
    repeats = check_repeats(
        procedure=offer.procedure, applicant=checked.applicant, by=by, is_confirmed=is_repeat_confirmed
    )
    came = brought or Brought()
    content = SealedContent(
        checked.applicant, checked.form, new_secret(), came.handed_in, came.delegation, came.post_item
    )
    new = partial(_file, offer, frozen, content, documents, repeats=repeats, channel=channel, by=by, at=at)
    return drawn_again(new, clash="tracking_code")


def _file(
    offer: Any,
    frozen: FrozenProcedure,
    content: SealedContent,
    documents: Sequence[GivenDocument],
    *,
    repeats: Sequence[Dossier],
    channel: str,
    by: Account | None,
    at: datetime,
) -> Filed:
    with transaction.atomic():
        dossier = new_dossier(offer, _lead(offer, frozen), frozen, content, channel=channel, by=by, at=at)
        create_dossier(
            dossier,
            event="dossier.submitted",
            by=by,
            at=at,
            data=_told(documents, repeats, content),
        )
        _attach(dossier, documents, by=by, at=at)
        open_intake(dossier, at=at)
        ticket = issue_ticket(dossier=dossier, at=at)
        post(dossier, [tell_portal(dossier, status=dossier.status, at=at)])
    return Filed(dossier=dossier, secret=content.secret, ticket=ticket)


def _told(
    documents: Sequence[GivenDocument], repeats: Sequence[Dossier], content: SealedContent
) -> dict[str, Any]:
    """What the story's first entry says; `repeats` are the running dossiers like it, seen and confirmed."""
    told: dict[str, Any] = {"documents": [document.file.digest for document in documents]}
    if repeats:
        told["repeats"] = [one.pk for one in repeats]
    if content.delegation:
        told["is_by_proxy"] = True
    return told


def _lead(offer: Any, frozen: FrozenProcedure) -> Agency:
    competent = frozen.content["competent"]
    return find_agencies([competent], receiving=offer.agency)[competent]


def new_dossier(
    offer: Any,
    lead: Agency,
    frozen: FrozenProcedure,
    content: SealedContent,
    *,
    channel: str,
    by: Account | None,
    at: datetime,
) -> Dossier:
    """The unsaved dossier; `offer` as of `offer_in_force`, `lead` the competent agency."""
    agency = offer.agency
    calendar = working_calendar(offer.calendar_id, agency.code)
    answer_limit = parse_limit(parameter(offer.rulebook_id, "desk_answer_limit", on=local_date(at)))
    return Dossier(
        tracking_code=new_tracking_code(),
        procedure=offer.procedure,
        procedure_version_id=offer.version_id,
        process_version_id=offer.process_id,
        rulebook_version_id=offer.rulebook_id,
        calendar_version_id=offer.calendar_id,
        receiving_agency=agency,
        lead_agency=lead,
        channel=channel,
        submitter=by if by and not by.is_officer else None,
        status="submitted",
        limit_text=frozen.limit_text,
        resume_rule=frozen.content["resume"],
        submitted_at=at,
        answer_due_at=instant(due_at(local(at), answer_limit, calendar)),
        is_demo=settings.MOTCUA_DEMO,
        **sealed_columns(content),
    )


def _attach(
    dossier: Dossier, documents: Sequence[GivenDocument], *, by: Account | None, at: datetime
) -> None:
    Document.objects.bulk_create(given_documents(dossier, documents, by=by, at=at))


def given_documents(
    dossier: Dossier, documents: Sequence[GivenDocument], *, by: Account | None, at: datetime
) -> list[Document]:
    """The unsaved rows of what is given with a dossier."""
    return [
        Document(
            dossier=dossier,
            requirement=document.requirement,
            name=document.name,
            file=document.file,
            given_at=at,
            given_by=by,
        )
        for document in documents
    ]
