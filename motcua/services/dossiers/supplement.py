"""The applicant gives what was asked for; with the last item the clock goes on (NĐ 61/2018 Art. 19.4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kit.instants import instant, local, local_date
from motcua.records.dossiers.models import Dossier, SupplementRequest
from motcua.records.files.models import Document
from motcua.records.people.models import Account
from motcua.rules.time_limit import due_at, parse_limit
from motcua.services.calendars.frozen import parameter, working_calendar
from motcua.services.dossiers._given import content_after, met_items
from motcua.services.dossiers._input import count_errors
from motcua.services.dossiers._tasks import open_intake, restart_open_steps
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.dossiers.facts.answer import open_request, sealed_former
from motcua.services.dossiers.facts.clock import clock_of
from motcua.services.dossiers.facts.content import open_content, sealed_columns
from motcua.services.dossiers.facts.messages import tell_portal
from motcua.services.dossiers.submit import GivenDocument, given_documents
from motcua.services.errors import NotDone


def supplement_dossier(
    *,
    dossier: Dossier,
    by: Account | None,
    at: datetime,
    documents: Sequence[GivenDocument],
    form: Mapping[str, Any] | None = None,
    handed_in: Mapping[str, int] | None = None,
    version: int | None = None,
) -> Dossier:
    """Adds documents, sheets (`handed_in`, counted by requirement at the counter) and the corrected form.

    Partial answers are kept, the last one moves the dossier on: before receipt it goes back to the desk;
    after receipt handling resumes and the due date is reckoned anew. Raises NotDone where nothing was
    asked, nothing that was asked is given, or something that was not.
    """
    check_version(dossier, version)
    request, sheets = open_request(dossier), handed_in or {}
    if wrong := count_errors(sheets):
        raise NotDone(next(iter(wrong.values())), wrong)
    papers = {document.requirement for document in documents} | set(sheets)
    met = met_items(dossier, request, papers, has_form=form is not None)
    before = open_content(dossier)
    after = content_after(before, dossier, form=form, handed_in=sheets, at=at)
    changes = sealed_columns(after) if after != before else {}
    with transaction.atomic():
        _replace_documents(dossier, papers, documents, by=by, at=at)
        request.items.filter(pk__in=[item.pk for item in met]).update(met_at=at)
        if form is not None:
            _keep_former(request, before.form if after.form != before.form else None)
        if request.items.filter(met_at=None).exists():
            _write_partial(dossier, changes, documents, by=by, at=at)
        else:
            SupplementRequest.objects.filter(pk=request.pk).update(answered_at=at)
            _write_complete(dossier, request, changes, documents, by=by, at=at)
    return dossier


def _keep_former(request: SupplementRequest, form: Mapping[str, Any] | None) -> None:
    """The form that was filed stays to be seen beside the corrected one; what was in progress is over."""
    former = request.sealed_former or (b"" if form is None else sealed_former(form))
    SupplementRequest.objects.filter(pk=request.pk).update(
        sealed_form=b"", form_saved_at=None, sealed_former=former
    )


def _replace_documents(
    dossier: Dossier,
    papers: Collection[str],
    documents: Sequence[GivenDocument],
    *,
    by: Account | None,
    at: datetime,
) -> None:
    # The old ones stay, marked: what the officer saw must remain to be seen.
    given = Document.objects.filter(dossier=dossier, is_result=False, replaced_at=None)
    given.filter(requirement__in=papers).update(replaced_at=at)
    Document.objects.bulk_create(given_documents(dossier, documents, by=by, at=at))


def _write_partial(
    dossier: Dossier,
    changes: Mapping[str, Any],
    documents: Sequence[GivenDocument],
    *,
    by: Account | None,
    at: datetime,
) -> None:
    write_dossier(
        dossier, event="dossier.supplement_added", by=by, at=at, changes=changes, data=_digests(documents)
    )


def _write_complete(
    dossier: Dossier,
    request: SupplementRequest,
    changes: Mapping[str, Any],
    documents: Sequence[GivenDocument],
    *,
    by: Account | None,
    at: datetime,
) -> None:
    to = "submitted" if request.is_before_receipt else "processing"
    moved = _desk_clock(dossier, at) if request.is_before_receipt else _handling_clock(dossier)
    write_dossier(
        dossier,
        event="dossier.supplemented",
        by=by,
        at=at,
        to=to,
        changes={**changes, **moved},
        data=_digests(documents),
        messages=[
            tell_portal(dossier, status=to, at=at, **{k: v for k, v in moved.items() if k == "due_at"})
        ],
    )
    if request.is_before_receipt:
        open_intake(dossier, at=at)
    else:
        restart_open_steps(dossier, at=at)


def _desk_clock(dossier: Dossier, at: datetime) -> dict[str, Any]:
    limit = parse_limit(parameter(dossier.rulebook_version_id, "desk_answer_limit", on=local_date(at)))
    calendar = working_calendar(dossier.calendar_version_id, dossier.receiving_agency.code)
    return {"answer_due_at": instant(due_at(local(at), limit, calendar)), "next_alarm_at": None}


def _handling_clock(dossier: Dossier) -> dict[str, Any]:
    state = clock_of(dossier)
    due = instant(state.due_at)
    return {"due_at": due, "clock_started_at": instant(state.started_at), "next_alarm_at": due}


def _digests(documents: Sequence[GivenDocument]) -> dict[str, Any]:
    return {"documents": [document.file.digest for document in documents]}
