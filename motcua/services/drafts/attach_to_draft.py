"""Adds a paper, scanned or photographed, to a draft (TT 01/2018 Art. 5)."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Draft
from motcua.records.files.models import Document
from motcua.records.people.models import Account
from motcua.services.drafts._unfiled import unfiled
from motcua.services.errors import NotDone
from motcua.services.files.all_or_none import all_or_none
from motcua.services.procedures.frozen import frozen_procedure

MOST_FILES = 40


def attach_to_draft(
    *, draft: Draft, requirement: str, content: BinaryIO | bytes, name: str, by: Account, at: datetime
) -> Document:
    """Keeps the file for that requirement; raises NotDone at `documents.<requirement>`, with what to mend."""
    box = f"documents.{requirement}"
    if frozen_procedure(draft.procedure_version_id).requirement(requirement) is None:
        raise _no(box, Refused("unknown_requirement", N_("Thủ tục này không cần giấy tờ đó.")))
    if Document.objects.filter(draft=draft).count() >= MOST_FILES:
        raise _no(
            box,
            Refused(
                "too_many_files",
                N_("Mỗi hồ sơ gửi được nhiều nhất %(most)s tệp. Hãy gộp các trang vào một tệp PDF."),
                {"most": MOST_FILES},
            ),
        )
    with all_or_none(at=at) as store:
        try:
            # Outside the transaction: a big file is not encrypted while others wait.
            stored = store(content, name)
        except NotDone as no:
            raise _no(box, no.refused) from no
        with transaction.atomic():
            return Document.objects.create(
                draft=unfiled(draft),
                requirement=requirement,
                name=stored.name,
                file=stored.file,
                given_at=at,
                given_by=by,
            )


def _no(box: str, refused: Refused) -> NotDone:
    return NotDone(refused, {box: refused})
