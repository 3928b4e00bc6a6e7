"""Makes the PDF of an issued form, once (TT 01/2018 Art. 9): the worker does, or the first reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from motcua.records.files.models import StoredFile
from motcua.records.papers.models import Paper
from motcua.services.files.store_file import store_own_file
from motcua.services.papers._sheets import TEMPLATES, sheet_of
from motcua.services.papers._typst import set_sheet
from motcua.services.signing.certificates import agency_certificate


def render_paper(*, paper: Paper, at: datetime) -> StoredFile:
    """The paper's stored PDF; made now if nobody has yet. A second call gives the same file."""
    found = _rendered(paper.pk)
    if found is not None:
        return found
    pdf = prepared(paper)()
    file = store_own_file(content=pdf, media_type="application/pdf", at=at)
    # Where the agency has a certificate the worker signs it next; until then it reads unsigned.
    sign_at = at if agency_certificate(paper.agency_id) else None
    if Paper.objects.filter(pk=paper.pk, file_id=None).update(file_id=file.pk, next_alarm_at=sign_at):
        return file
    # Somebody else was quicker: theirs is the paper, ours goes with the sweep.
    file.delete()
    first = _rendered(paper.pk)
    return first if first is not None else file


def prepared(paper: Paper) -> Callable[[], bytes]:
    """Everything the sheet says, read; calling it only sets it."""
    whole = Paper.objects.select_related(
        "agency__area",
        "agency__parent",
        "dossier__submitter",
        "dossier__receiving_agency",
        "dossier__lead_agency",
    ).get(pk=paper.pk)
    return partial(set_sheet, TEMPLATES[whole.form], sheet_of(whole), at=whole.issued_at)


def _rendered(paper_id: int) -> StoredFile | None:
    file_id = Paper.objects.filter(pk=paper_id).values_list("file_id", flat=True).first()
    return StoredFile.objects.filter(pk=file_id).first() if file_id else None
