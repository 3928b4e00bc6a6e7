"""Stored files on their way out: streamed, named, never guessed at by the browser, never kept by it."""

from __future__ import annotations

from urllib.parse import quote

from django.http import StreamingHttpResponse

from motcua.records.files.models import StoredFile
from motcua.services.files.read_file import read_file

_SHOWN_INLINE = frozenset({"application/pdf", "image/jpeg", "image/png"})


def streamed(file: StoredFile, name: str) -> StreamingHttpResponse:
    """The file in clear; pictures and PDF open in the browser, everything else is downloaded."""
    answer = StreamingHttpResponse(read_file(file=file), content_type=file.media_type)
    shown = "inline" if file.media_type in _SHOWN_INLINE else "attachment"
    answer["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(name)}"
    answer["Content-Length"] = str(file.size)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
