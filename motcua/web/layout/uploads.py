"""The door for files: how much may come in one sending."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class LimitedSending(FileUploadHandler):
    """Refuses a sending that would fill the disk before any of it is read; all else is the next handlers'."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: bytes, encoding: str | None = None
    ) -> None:
        if content_length > settings.MOTCUA_LARGEST_SENDING:
            raise RequestDataTooBig(f"{content_length} bytes in one sending")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
