"""services/dossiers/add_note: a word to colleagues, sealed, journalled; nobody's page grows stale by it."""

from __future__ import annotations

import pytest

from motcua.records.journal.models import Entry
from motcua.records.notes.models import Note
from motcua.services.dossiers.add_note import add_note
from motcua.services.dossiers.facts.notes import open_note
from motcua.services.errors import NotDone
from tests.cast import Cast
from tests.services.dossiers.steps import NINE, again, nothing_changes, received

TEXT = "Đã gọi thôn trưởng, chiều nay có xác nhận."


def test_a_note_is_kept_with_who_and_when_and_sealed(cast: Cast) -> None:
    dossier = received(cast)
    note = add_note(dossier=dossier, by=cast.son, at=NINE, text=f"  {TEXT} ")
    assert (note.by, note.at, open_note(note)) == (cast.son, NINE, TEXT)
    assert "thôn".encode() not in bytes(Note.objects.get().sealed)


def test_the_dossier_itself_is_as_it_was(cast: Cast) -> None:
    dossier = received(cast)
    with nothing_changes(dossier):
        add_note(dossier=dossier, by=cast.son, at=NINE, text=TEXT)
    assert again(dossier).version == dossier.version


def test_the_authors_stream_tells_of_it_without_its_words(cast: Cast) -> None:
    dossier = received(cast)
    note = add_note(dossier=dossier, by=cast.son, at=NINE, text=TEXT)
    entry = Entry.objects.filter(stream=f"account:{cast.son.pk}").latest("number")
    assert (entry.kind, entry.data["dossier"], entry.data["note"]) == ("note.added", dossier.pk, note.pk)
    assert "thôn" not in str(entry.data)


@pytest.mark.parametrize("text", ["", "  \n ", "à" * 2001])
def test_nothing_and_too_much_are_asked_for_anew(cast: Cast, text: str) -> None:
    dossier = received(cast)
    with pytest.raises(NotDone) as said:
        add_note(dossier=dossier, by=cast.son, at=NINE, text=text)
    assert set(said.value.fields) == {"text"}
    assert not Note.objects.exists()
