"""Documents that come in as base64."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.files.models import StoredFile
from motcua.services.dossiers.submit import GivenDocument
from motcua.services.errors import NotDone
from motcua.services.files.all_or_none import Store
from motcua.services.files.store_file import StoredUpload
from motcua.web.api.schemas import DocumentIn


def stored(documents: Sequence[DocumentIn], store: Store) -> list[GivenDocument]:
    """Each looked over and stored; raises NotDone naming the one that cannot be taken (`documents.<n>`)."""
    uploads = [_stored(one, f"documents.{number}", store) for number, one in enumerate(documents)]
    return [
        GivenDocument(one.requirement, upload.name, upload.file)
        for one, upload in zip(documents, uploads, strict=True)
    ]


def stored_results(documents: Sequence[DocumentIn], store: Store) -> list[tuple[str, StoredFile]]:
    uploads = [_stored(one, f"results.{number}", store) for number, one in enumerate(documents)]
    return [(upload.name, upload.file) for upload in uploads]


def _stored(document: DocumentIn, place: str, store: Store) -> StoredUpload:
    content = _decoded(document, f"{place}.content_base64")
    try:
        return store(content, document.name)
    except NotDone as no:
        raise NotDone(no.refused, {place: no.refused}) from None


def _decoded(document: DocumentIn, place: str) -> bytes:
    try:
        return base64.b64decode(document.content_base64, validate=True)
    except (binascii.Error, ValueError):
        refused = Refused(
            "not_base64", N_("Tệp “%(name)s” không phải là base64."), {"name": document.name[:80]}
        )
        raise NotDone(refused, {place: refused}) from None
