"""A PDF must open whole, without a password, and do nothing by itself."""

from __future__ import annotations

from typing import BinaryIO

import pikepdf

from motcua.services.files._refusals import not_taken

MOST_OBJECTS = 200_000
_DEEPEST = 60
# Key or /S value → what it is called in the refusal.
_ACTIVE_KEYS = {"/JS": "JavaScript", "/JavaScript": "JavaScript", "/XFA": "XFA", "/EF": "tệp đính kèm"}
_ACTIVE_ACTIONS = {
    "/JavaScript": "JavaScript",
    "/Launch": "lệnh chạy chương trình",
    "/ImportData": "lệnh nhập dữ liệu",
    "/SubmitForm": "lệnh gửi dữ liệu",
    "/GoToE": "tệp đính kèm",
    "/RichMediaExecute": "nội dung đa phương tiện",
}


def check_pdf(stream: BinaryIO, name: str) -> None:
    """Raises NotDone for what is encrypted, corrupt, endless or active; leaves the stream at its start."""
    stream.seek(0)
    try:
        with pikepdf.open(stream, attempt_recovery=False) as pdf:
            if len(pdf.pages) == 0:
                raise not_taken("file_corrupt", name)
            if len(pdf.objects) > MOST_OBJECTS:
                raise not_taken("pdf_too_complex", name, count=len(pdf.objects))
            if what := _active_part(pdf):
                raise not_taken("pdf_active", name, what=what)
    except pikepdf.PasswordError:
        raise not_taken("file_encrypted", name) from None
    except (pikepdf.PdfError, RuntimeError, ValueError):
        raise not_taken("file_corrupt", name) from None
    stream.seek(0)


def _active_part(pdf: pikepdf.Pdf) -> str | None:
    return next((what for item in pdf.objects if (what := _active_in(item, 0))), None)


def _active_in(item: object, depth: int) -> str | None:
    """Looks through direct values only: what is referred to has its own turn among the objects."""
    if depth > _DEEPEST:
        return "cấu trúc lồng quá sâu"
    if isinstance(item, pikepdf.Array):
        return next((what for part in item if (what := _below(part, depth))), None)
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return _active_in_dictionary(item, depth)
    return None


def _active_in_dictionary(item: pikepdf.Dictionary | pikepdf.Stream, depth: int) -> str | None:
    action = item.get("/S")
    if isinstance(action, pikepdf.Name) and (what := _ACTIVE_ACTIONS.get(str(action))):
        return what
    for key in item.keys():  # noqa: SIM118 — a pikepdf dictionary iterates over something else
        if what := _ACTIVE_KEYS.get(key):
            return what
        if what := _below(item.get(key), depth):
            return what
    return None


def _below(part: object, depth: int) -> str | None:
    if isinstance(part, pikepdf.Object) and part.is_indirect:
        return None
    return _active_in(part, depth + 1)
