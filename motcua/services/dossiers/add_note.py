"""An officer writes a note on a dossier for colleagues (NĐ 61/2018 Art. 19.5: who works together, tells)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.notes.models import Note
from motcua.records.people.models import Account
from motcua.records.sealing import digest
from motcua.services.dossiers._input import note_of
from motcua.services.dossiers.facts.notes import NOTE, sealed_note
from motcua.services.errors import NotDone
from motcua.services.journal.account_stream import record_for_account


def add_note(*, dossier: Dossier, by: Account, at: datetime, text: str) -> Note:
    """Keeps the note. The dossier's version stays: nobody's open page grows stale by a remark.

    Journalled in the author's stream. Raises NotDone where nothing, or more than 2,000 characters, was
    typed.
    """
    told = note_of(text, field="text")
    if not told:
        empty = Refused("note_needed", N_("Hãy ghi nội dung ghi chú."))
        raise NotDone(empty, {"text": empty})
    with transaction.atomic():
        note = Note.objects.create(dossier=dossier, at=at, by=by, sealed=sealed_note(told))
        data = {"dossier": dossier.pk, "note": note.pk, "digest": digest({"text": told}, NOTE)}
        record_for_account(account=by, kind="note.added", at=at, data=data)
    return note
