"""Files that an officer attaches."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from motcua.records.files.models import StoredFile
from motcua.services.dossiers.submit import GivenDocument
from motcua.services.files.store_file import store_file


def stored_results(request: HttpRequest, *, at: datetime) -> list[tuple[str, StoredFile]]:
    """The result files of the form, stored; raises NotDone naming the file that cannot be taken."""
    stored = [
        store_file(content=one.file, name=one.name or "", at=at) for one in request.FILES.getlist("result")
    ]
    return [(one.name, one.file) for one in stored]


def stored_documents(request: HttpRequest, *, at: datetime) -> list[GivenDocument]:
    """Files given for requirements: the box's name is `document-<requirement>`."""
    found = []
    for box in request.FILES:
        if box.startswith("document-"):
            for one in request.FILES.getlist(box):
                stored = store_file(content=one.file, name=one.name or "", at=at)
                found.append(GivenDocument(box.removeprefix("document-"), stored.name, stored.file))
    return found
