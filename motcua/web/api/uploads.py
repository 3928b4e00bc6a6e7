"""Documents that come in as base64."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.files.models import StoredFile
from motcua.services.dossiers.submit import GivenDocument
from motcua.services.errors import NotDone
from motcua.services.files.store_file import store_file
from motcua.web.api.schemas import DocumentIn


def stored(documents: Sequence[DocumentIn], *, at: datetime) -> list[GivenDocument]:
    """Each looked over and stored; raises NotDone naming the one that cannot be taken."""
    found = []
    for number, one in enumerate(documents):
        upload = store_file(content=_decoded(one, number), name=one.name, at=at)
        found.append(GivenDocument(one.requirement, upload.name, upload.file))
    return found


def stored_results(documents: Sequence[DocumentIn], *, at: datetime) -> list[tuple[str, StoredFile]]:
    return [(one.name, one.file) for one in stored(documents, at=at)]


def _decoded(document: DocumentIn, number: int) -> bytes:
    try:
        return base64.b64decode(document.content_base64, validate=True)
    except (binascii.Error, ValueError):
        refused = Refused(
            "not_base64", N_("Tệp “%(name)s” không phải là base64."), {"name": document.name[:80]}
        )
        raise NotDone(refused, {f"documents.{number}.content_base64": refused}) from None
