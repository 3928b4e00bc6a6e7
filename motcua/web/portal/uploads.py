"""Files that citizens send: which boxes they come in, and how those already kept are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.urls import reverse

from motcua.records.files.models import Document

ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"
_BOX, _CAMERA = "documents.", "camera."


def picked(request: HttpRequest) -> Iterator[tuple[str, UploadedFile[Any]]]:
    """(requirement, file) of every file that was chosen or photographed."""
    for box in request.FILES:
        for prefix in (_BOX, _CAMERA):
            if box.startswith(prefix):
                for upload in request.FILES.getlist(box):
                    yield box.removeprefix(prefix), upload


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a draft as `layout/_file_list.html` shows it."""

    name: str
    size: int
    href: str
    remove_name: str

    @classmethod
    def of(cls, document: Document, *, draft: int) -> KeptFile:
        return cls(
            name=document.name,
            size=document.file.size,
            href=reverse("portal:filing-file", args=[draft, document.pk]),
            remove_name=f"remove-{document.pk}",
        )
