"""The applicant gives what was asked for; with the last item the clock goes on (NĐ 61/2018 Art. 19.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kit.instants import instant, local, local_date
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier, SupplementRequest
from motcua.records.files.models import Document
from motcua.records.people.models import Account
from motcua.rules.eform_check import check_payload
from motcua.rules.time_limit import due_at, parse_limit
from motcua.services.agencies.areas import commune_names
from motcua.services.calendars.frozen import parameter, working_calendar
from motcua.services.dossiers._tasks import open_intake, restart_open_steps
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.dossiers.facts.clock import clock_of
from motcua.services.dossiers.facts.content import open_content, sealed_columns
from motcua.services.dossiers.facts.messages import tell_portal
from motcua.services.dossiers.submit import GivenDocument
from motcua.services.errors import NotDone
from motcua.services.procedures.frozen import FORM, frozen_procedure


def supplement_dossier(
    *,
    dossier: Dossier,
    by: Account | None,
    at: datetime,
    documents: Sequence[GivenDocument],
    form: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> Dossier:
    """Adds documents (and the corrected form); partial answers are kept, the last one moves the dossier on.

    Before receipt it goes back to the desk; after receipt handling resumes and the due date is
    reckoned anew. Raises NotDone where nothing was asked or nothing that was asked is given.
    """
    check_version(dossier, version)
    request = _open_request(dossier)
    given = {document.requirement for document in documents} | ({FORM} if form is not None else set())
    met = [item for item in request.items.all() if item.met_at is None and item.requirement in given]
    if not met:
        raise NotDone(
            Refused("nothing_asked_given", N_("Hãy gửi ít nhất một giấy tờ trong danh sách cơ quan yêu cầu."))
        )
    changes = _with_form(dossier, form, at) if form is not None else {}
    with transaction.atomic():
        _replace_documents(dossier, documents, by=by, at=at)
        request.items.filter(pk__in=[item.pk for item in met]).update(met_at=at)
        if request.items.filter(met_at=None).exists():
            _write_partial(dossier, changes, documents, by=by, at=at)
        else:
            SupplementRequest.objects.filter(pk=request.pk).update(answered_at=at)
            _write_complete(dossier, request, changes, documents, by=by, at=at)
    return dossier


def _open_request(dossier: Dossier) -> SupplementRequest:
    request = dossier.supplement_requests.filter(answered_at=None).order_by("-at").first()
    if request is None or dossier.status not in {"awaiting_completion", "awaiting_supplement"}:
        raise NotDone(Refused("nothing_asked", N_("Cơ quan không yêu cầu bổ sung gì cho hồ sơ này.")))
    return request


def _with_form(dossier: Dossier, form: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    frozen = frozen_procedure(dossier.procedure_version_id)
    checked = check_payload(
        frozen.form, form, today=local_date(at), areas=commune_names(dossier.rulebook_version_id)
    )
    if checked.errors:
        raise NotDone(
            Refused(
                "invalid_form", N_("Tờ khai còn chỗ cần sửa. Hãy sửa các chỗ được đánh dấu rồi gửi lại.")
            ),
            {
                f"form.{error.field}": Refused(error.code, error.message, error.params)
                for error in checked.errors
            },
        )
    old = open_content(dossier)
    return sealed_columns(replace(old, form=checked.clean))


def _replace_documents(
    dossier: Dossier, documents: Sequence[GivenDocument], *, by: Account | None, at: datetime
) -> None:
    # The old one stays, marked: what the officer saw must remain to be seen.
    names = [document.requirement for document in documents]
    Document.objects.filter(dossier=dossier, requirement__in=names, is_result=False, replaced_at=None).update(
        replaced_at=at
    )
    Document.objects.bulk_create(
        Document(
            dossier=dossier,
            requirement=document.requirement,
            name=document.name,
            file=document.file,
            given_at=at,
            given_by=by,
        )
        for document in documents
    )


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
    return {"answer_due_at": instant(due_at(local(at), limit, calendar))}


def _handling_clock(dossier: Dossier) -> dict[str, Any]:
    state = clock_of(dossier)
    due = instant(state.due_at)
    return {"due_at": due, "clock_started_at": instant(state.started_at), "next_alarm_at": due}


def _digests(documents: Sequence[GivenDocument]) -> dict[str, Any]:
    return {"documents": [document.file.digest for document in documents]}
