"""Files a draft as a dossier: once, however often the button is pressed (NĐ 61/2018 Art. 16–17)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier, Draft
from motcua.records.files.models import Document
from motcua.records.people.models import Account
from motcua.services.dossiers.submit import GivenDocument, submit_dossier
from motcua.services.drafts._unfiled import unfiled
from motcua.services.drafts.content import DraftContent, open_draft, sealed_draft
from motcua.services.errors import NotDone


def file_draft(*, draft: Draft, by: Account, at: datetime, is_repeat_confirmed: bool = False) -> Dossier:
    """The dossier made of the draft; a second call gives the same one.

    Raises NotDone naming every field that needs mending, or `repeat` where the citizen has a running dossier
    like it and has not confirmed one more; the draft is then as it was.
    """
    try:
        with transaction.atomic():
            return _file(unfiled(draft), by=by, at=at, is_repeat_confirmed=is_repeat_confirmed)
    except NotDone:
        # Who pressed twice is told what the first press made; every other no is theirs to hear.
        filed = Draft.objects.select_related("dossier").filter(pk=draft.pk).first()
        if filed is not None and filed.dossier is not None:
            return filed.dossier
        raise


def _file(draft: Draft, *, by: Account, at: datetime, is_repeat_confirmed: bool) -> Dossier:
    content = open_draft(draft)
    if draft.agency is None:
        asked = Refused("no_agency", N_("Hãy chọn nơi nộp hồ sơ."))
        raise NotDone(asked, {"agency": asked})
    documents = Document.objects.filter(draft=draft).select_related("file").order_by("pk")
    filed = submit_dossier(
        procedure=draft.procedure.code,
        agency=draft.agency.code,
        applicant=content.applicant,
        form=content.form,
        documents=[GivenDocument(one.requirement, one.name, one.file) for one in documents],
        channel="online",
        by=by,
        at=at,
        is_repeat_confirmed=is_repeat_confirmed,
    )
    documents.delete()
    # What was typed now lies in the dossier, under its own retention; the draft keeps none of it.
    Draft.objects.filter(pk=draft.pk).update(
        dossier=filed.dossier, sealed=sealed_draft(DraftContent()), changed_at=at
    )
    return filed.dossier
