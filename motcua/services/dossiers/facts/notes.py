"""Officers' notes, sealed and opened."""

from __future__ import annotations

from motcua.records.notes.models import Note
from motcua.records.sealing import open_sealed, seal

NOTE = "note.sealed"


def sealed_note(text: str) -> bytes:
    return seal({"text": text}, NOTE)


def open_note(note: Note) -> str:
    text: str = open_sealed(note.sealed, NOTE)["text"]
    return text
