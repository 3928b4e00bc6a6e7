"""The one small PDF that all demo documents share, marked as what it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typst
from django.conf import settings

from motcua.records.files.models import Document, StoredFile
from motcua.services.files.store_file import store_own_file

_TEMPLATE = Path(__file__).resolve().parent / "demo_paper.typ"
_FONTS = Path("node_modules") / "@expo-google-fonts" / "be-vietnam-pro"
_MADE_AT = datetime(2020, 1, 2, tzinfo=UTC)


def demo_paper(*, at: datetime) -> StoredFile:
    """Stored once; found again where an earlier, broken-off preparation has stored and used it."""
    used = Document.objects.filter(dossier__is_demo=True).select_related("file").order_by("id").first()
    return used.file if used else store_own_file(content=_pdf(), media_type="application/pdf", at=at)


def _pdf() -> bytes:
    pdf = typst.compile(
        _TEMPLATE,
        format="pdf",
        font_paths=[Path(settings.ROOT) / _FONTS],
        ignore_system_fonts=True,
        timestamp=int(_MADE_AT.timestamp()),
    )
    if not isinstance(pdf, bytes):
        raise TypeError(f"typst gave {type(pdf).__name__} and no document")
    return pdf
