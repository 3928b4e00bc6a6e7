"""Files that an officer attaches."""

from __future__ import annotations

from django.http import HttpRequest

from motcua.records.files.models import StoredFile
from motcua.services.dossiers.submit import GivenDocument
from motcua.services.files.all_or_none import Store


def stored_results(request: HttpRequest, store: Store) -> list[tuple[str, StoredFile]]:
    """The result files of the form, stored; raises NotDone naming the file that cannot be taken."""
    stored = [store(one.file, one.name or "") for one in request.FILES.getlist("result")]
    return [(one.name, one.file) for one in stored]


def stored_documents(request: HttpRequest, store: Store) -> list[GivenDocument]:
    """Files given for requirements: the box's name is `document-<requirement>`."""
    found = []
    for box in request.FILES:
        if box.startswith("document-"):
            for one in request.FILES.getlist(box):
                stored = store(one.file, one.name or "")
                found.append(GivenDocument(box.removeprefix("document-"), stored.name, stored.file))
    return found
