"""The desk hands the result over, at the counter, by post or online (NĐ 61/2018 Art. 20)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import Document, StoredFile
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.rules.lifecycle import check_move
from motcua.services.dossiers._results import attach_results
from motcua.services.dossiers._tasks import close_task, find_open_task, who_was_first
from motcua.services.dossiers._write import check_version, refused_move, write_dossier
from motcua.services.dossiers.facts.messages import tell_portal
from motcua.services.errors import NotDone
from motcua.services.papers.issue_control_slip import next_control_slip

WAYS = ("counter", "post", "online")


def release_dossier(
    *,
    dossier: Dossier,
    by: Account,
    at: datetime,
    way: str,
    results: Sequence[tuple[str, StoredFile]] = (),
    version: int | None = None,
) -> Dossier:
    """Releases a finished, refused or stopped dossier and issues its control slip (Mẫu 05), whole now.

    `results` are (name, stored file) to go with it. Online there must be a result to download: given now
    or attached by the officer who made it.
    """
    check_version(dossier, version)
    if way not in WAYS:
        raise NotDone(Refused("unknown_way", N_("Hãy chọn trả tại quầy, qua bưu chính hay trên mạng.")))
    # Asked before the task is looked for: "no result yet" says more than "no open task".
    if dossier.status != "released" and (refused := check_move(dossier.status, "released")):
        raise NotDone(refused_move(dossier, refused))
    if way == "online" and dossier.status == "finished" and not results:
        _check_downloadable(dossier)
    with transaction.atomic():
        task = find_open_task(dossier, Task.RELEASE)
        # The dossier's row first, as in every verb: two that take its tasks first would wait crosswise.
        try:
            _write_released(dossier, way=way, results=results, by=by, at=at)
        except NotDone as no:
            raise who_was_first(task, no) from None
        close_task(task, by=by, at=at, outcome=way)
        attach_results(dossier, results, by=by, at=at)
        slip, _ = next_control_slip(dossier, by=by, at=at)
        slip.save(force_insert=True)
    return dossier


def _write_released(
    dossier: Dossier, *, way: str, results: Sequence[tuple[str, StoredFile]], by: Account, at: datetime
) -> None:
    write_dossier(
        dossier,
        event="dossier.released",
        by=by,
        at=at,
        to="released",
        changes={"released_at": at},
        data={"way": way, "results": [file.digest for _, file in results]},
        messages=[tell_portal(dossier, status="released", at=at, released_at=at)],
    )


def _check_downloadable(dossier: Dossier) -> None:
    if not Document.objects.filter(dossier=dossier, is_result=True).exists():
        asked = Refused("no_result_file", N_("Hãy đính kèm tệp kết quả để người dân tải về."))
        raise NotDone(asked, {"result": asked})
