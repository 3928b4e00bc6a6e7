"""Asks the applicant once for everything that is missing or wrong (NĐ 61/2018 Art. 11.2c, 17.2a, 19.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.kit.instants import local
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier, SupplementItem, SupplementRequest
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.rules.clock_events import ClockEvent
from motcua.services.dossiers._asked import AskedItem, checked_items
from motcua.services.dossiers._tasks import close_task, find_open_task, mute_open_steps
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.dossiers.facts.clock import refused_next
from motcua.services.dossiers.facts.messages import tell_portal
from motcua.services.dossiers.facts.waiting import waits_until
from motcua.services.errors import NotDone
from motcua.services.papers.issue import issue_paper

__all__ = ["AskedItem", "needs_override", "request_supplement"]


def request_supplement(
    *,
    dossier: Dossier,
    by: Account,
    at: datetime,
    items: Sequence[AskedItem],
    is_override: bool = False,
    version: int | None = None,
) -> SupplementRequest:
    """One request naming each item: before receipt the desk's clock stops, after it the dossier's.

    A second request, or one later than the notice limit, needs a superior's override (permission
    `dossiers.override_supplement`, asked by the caller). Raises NotDone.
    """
    check_version(dossier, version)
    named = checked_items(dossier, items)
    is_before_receipt = dossier.received_at is None
    is_late = False
    if is_before_receipt:
        _check_first(dossier, is_override)
    else:
        is_late = _check_clock(dossier, at, is_override)
    with transaction.atomic():
        if dossier.status == "received":
            write_dossier(dossier, event="dossier.processing", by=by, at=at, to="processing")
        to = "awaiting_completion" if is_before_receipt else "awaiting_supplement"
        write_dossier(
            dossier,
            event="dossier.supplement_requested",
            by=by,
            at=at,
            to=to,
            changes={
                "contact_count": dossier.contact_count + 1,
                "next_alarm_at": waits_until(dossier, asked_at=at),
            },
            data={"items": [[item.requirement, item.defect] for item in named], "is_override": is_override},
            messages=[tell_portal(dossier, status=to, at=at)],
        )
        if is_before_receipt:
            close_task(find_open_task(dossier, Task.INTAKE), by=by, at=at, outcome="asked")
        else:
            mute_open_steps(dossier)
        request = SupplementRequest.objects.create(
            dossier=dossier,
            at=at,
            by=by,
            is_before_receipt=is_before_receipt,
            is_override=is_override,
            is_late=is_late,
        )
        SupplementItem.objects.bulk_create(
            SupplementItem(
                request=request, requirement=item.requirement, defect=item.defect, reason=item.reason
            )
            for item in named
        )
        issue_paper(dossier=dossier, form="02", by=by, at=at, items=named)
    return request


def needs_override(dossier: Dossier, at: datetime) -> bool:
    """Whether a request now must be signed by a superior: a second one, or one after the notice limit."""
    if dossier.received_at is None:
        return dossier.contact_count > 0
    refused = refused_next(dossier, ClockEvent(local(at), "request_supplement"))
    return refused is not None and refused.code in {"already_asked", "return_too_late"}


def _check_first(dossier: Dossier, is_override: bool) -> None:
    if dossier.contact_count and not is_override:
        raise NotDone(
            Refused(
                "already_asked",
                N_(
                    "Hồ sơ này đã được yêu cầu bổ sung một lần. Yêu cầu lần nữa phải do lãnh đạo ký cho phép."
                ),
            )
        )


def _check_clock(dossier: Dossier, at: datetime, is_override: bool) -> bool:
    """Whether the request comes late; NotDone where the clock's rules refuse it."""
    asked = ClockEvent(local(at), "request_supplement", has_override=is_override)
    if refused := refused_next(dossier, asked):
        raise NotDone(refused)
    plain = refused_next(dossier, ClockEvent(local(at), "request_supplement"))
    return plain is not None and plain.code == "return_too_late"
