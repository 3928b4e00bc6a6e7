"""The desk hands the result over, at the counter, by post or online (NĐ 61/2018 Art. 20)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import Document, StoredFile
from motcua.records.people.models import Account
from motcua.records.releases.models import Release
from motcua.records.tasks.models import Task
from motcua.rules.collecting import PRESENT, SHOWN, check_collector, share_originals
from motcua.rules.collecting import WAYS as ON_PAPER
from motcua.rules.lifecycle import check_move
from motcua.services.dossiers._results import attach_results
from motcua.services.dossiers._tasks import close_task, find_open_task, who_was_first
from motcua.services.dossiers._write import check_version, refused_move, write_dossier
from motcua.services.dossiers.facts.collecting import (
    hand_over_digest,
    handed_over,
    originals_left,
    returns_of,
)
from motcua.services.dossiers.facts.content import open_content
from motcua.services.dossiers.facts.messages import tell_portal
from motcua.services.errors import NotDone
from motcua.services.papers.issue_control_slip import next_control_slip
from motcua.services.procedures.frozen import frozen_procedure

WAYS = ("counter", "post", "online")


def release_dossier(
    *,
    dossier: Dossier,
    by: Account,
    at: datetime,
    way: str,
    results: Sequence[tuple[str, StoredFile]] = (),
    version: int | None = None,
    collected: Mapping[str, Any] | None = None,
) -> Dossier:
    """Releases a finished, refused or stopped dossier and issues its control slip (Mẫu 05), whole now.

    `results` are (name, stored file) to go with it. Online there must be a result to download: given now
    or attached by the officer who made it.

    `collected` says who took it (rules.collecting.check_collector) and which originals went with it:
    `returned` names their requirements (None: all), `kept_reason` why others stay. Online nobody takes
    anything; without it nothing is written down, and the originals are still to be returned. Raises
    NotDone by field.
    """
    check_version(dossier, version)
    if way not in WAYS:
        raise NotDone(Refused("unknown_way", N_("Hãy chọn trả tại quầy, qua bưu chính hay trên mạng.")))
    # Asked before the task is looked for: "no result yet" says more than "no open task".
    if dossier.status != "released" and (refused := check_move(dossier.status, "released")):
        raise NotDone(refused_move(dossier, refused))
    if way == "online" and dossier.status == "finished" and not results:
        _check_downloadable(dossier)
    handed = None if collected is None or way not in ON_PAPER else _handed(dossier, way, collected, by, at)
    with transaction.atomic():
        task = find_open_task(dossier, Task.RELEASE)
        # The dossier's row first, as in every verb: two that take its tasks first would wait crosswise.
        try:
            _write_released(dossier, way=way, results=results, handed=handed, by=by, at=at)
        except NotDone as no:
            raise who_was_first(task, no) from None
        close_task(task, by=by, at=at, outcome=way)
        attach_results(dossier, results, by=by, at=at)
        slip, _ = next_control_slip(dossier, by=by, at=at)
        slip.save(force_insert=True)
        if handed is not None:
            handed.save(force_insert=True)
    return dossier


def _handed(dossier: Dossier, way: str, collected: Mapping[str, Any], by: Account, at: datetime) -> Release:
    """To whom, showing what, with which originals; not saved yet."""
    content = open_content(dossier)
    is_immediate = frozen_procedure(dossier.procedure_version_id).is_immediate
    who, wrong = check_collector(way, collected, shown=(*SHOWN, PRESENT) if is_immediate else SHOWN)
    what, amiss = share_originals(
        originals_left(content, *returns_of(dossier, content)),
        collected.get("returned"),
        str(collected.get("kept_reason", "")),
    )
    if wrong := wrong | amiss:
        raise NotDone(next(iter(wrong.values())), wrong)
    row = Release(dossier=dossier, agency=dossier.receiving_agency, way=way, at=at, by=by)
    return handed_over(row, who, what)


def _write_released(
    dossier: Dossier,
    *,
    way: str,
    results: Sequence[tuple[str, StoredFile]],
    handed: Release | None,
    by: Account,
    at: datetime,
) -> None:
    data: dict[str, Any] = {"way": way, "results": [file.digest for _, file in results]}
    if handed is not None:
        data["release"] = hand_over_digest(handed)
    write_dossier(
        dossier,
        event="dossier.released",
        by=by,
        at=at,
        to="released",
        changes={"released_at": at},
        data=data,
        messages=[tell_portal(dossier, status="released", at=at, released_at=at)],
    )


def _check_downloadable(dossier: Dossier) -> None:
    if not Document.objects.filter(dossier=dossier, is_result=True).exists():
        asked = Refused("no_result_file", N_("Hãy đính kèm tệp kết quả để người dân tải về."))
        raise NotDone(asked, {"result": asked})
